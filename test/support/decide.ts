import { type DecideOptions, decide } from '../../src/domain/decide/decide.ts'
import type { Decision, PoolDecision } from '../../src/domain/decide/decision.ts'
import { type Memory, NO_MEMORY } from '../../src/domain/decide/memory.ts'
import type { Observed } from '../../src/domain/decide/observed.ts'
import { observed, type World } from './observed.ts'
import { at } from './time.ts'

/** The decision on one world at a time of the tests' day, without any memory. */
export const decideAt = (time: string, world: World = {}, options: DecideOptions = {}): Decision =>
  decide(observed(world), NO_MEMORY, at(time), options)

/** What was decided for a pool, which must be there. */
export function poolOf(decision: Decision | undefined, name = 'user'): PoolDecision {
  const pool = decision?.pools.get(name)
  if (!pool) throw new Error(`nothing is decided for pool ${name}`)
  return pool
}

/** `[time, world]`: what is observed from that time on. */
export type Scene = readonly [time: string | number, world: World]

/**
 * The product's life without its streams: decides when something is observed and at each `revisitAt` until the next
 * scene, and carries the memory.
 * @returns the decision on each scene, when it was first seen
 */
export function play(scenes: readonly Scene[], before: Memory = NO_MEMORY): Decision[] {
  let memory = before
  return scenes.map(([time, world], index) => {
    const sight = observed(world)
    const first = decide(sight, memory, instant(time))
    const next = scenes[index + 1]
    memory = next ? (wake(first, sight, instant(next[0])).at(-1)?.memory ?? first.memory) : first.memory
    return first
  })
}

/** The decisions that time alone brings, from `first` on to (and without) `untilMs`. */
export function wake(first: Decision, sight: Observed, untilMs: number): Decision[] {
  const decisions: Decision[] = []
  let last = first
  while (last.revisitAt !== undefined && last.revisitAt < untilMs) {
    if (last.revisitAt <= last.atMs) throw new Error(`revisitAt ${last.revisitAt} is not after ${last.atMs}`)
    last = decide(sight, last.memory, last.revisitAt)
    decisions.push(last)
  }
  return decisions
}

const instant = (time: string | number): number => (typeof time === 'number' ? time : at(time))

/** The numbers only: `{user: 4}`. */
export const desiredOf = (decision: Decision | undefined): Record<string, number> =>
  Object.fromEntries([...(decision?.pools ?? [])].map(([name, pool]) => [name, pool.desired]))
