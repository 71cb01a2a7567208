import assert from 'node:assert/strict'
import { it } from 'node:test'
import { of, throwError } from 'rxjs'
import type { Step } from '../../../src/domain/act/step.ts'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { memoryFromJson } from '../../../src/domain/decide/memory-json.ts'
import type { KeptMemory } from '../../../src/domain/decide/memory-kept.ts'
import type { Owner } from '../../../src/domain/decide/observed.ts'
import { persist, savedIfChanged } from '../../../streams/act/persist.ts'
import { OWNER } from '../../support/deployment.ts'
import { stepAt } from '../../support/snapshot.ts'
import { marbles } from '../support/marbles.ts'

/** A step whose memory says `since`. */
function step(since: number, leading = true, owner: Owner | null = OWNER): Step {
  const { decision, ...made } = stepAt('09:00', { owner }, { leading })
  return { ...made, decision: { ...decision, memory: { ...NO_MEMORY, calendarMissingSinceMs: since } } }
}

/** A memory that cannot be saved. */
const REFUSED = 4

/** A step whose memory has so many to give back, too. */
function lending(since: number, count: number): Step {
  const { decision, ...made } = step(since)
  return { ...made, decision: { ...decision, memory: { ...decision.memory, lent: { 'statefulset/one': { count } } } } }
}

const STEPS = {
  l: lending(7, 3),
  m: lending(8, 4),
  n: lending(9, 4),
  a: step(1),
  b: step(2),
  c: step(3),
  f: step(6, false),
  u: step(5, true, null),
  x: step(REFUSED),
}

const TABLE: readonly [name: string, steps: string, saved: readonly number[]][] = [
  ['the first at once', '-a', [1]],
  ['an unchanged memory is not written again', '-a-a-a 20s a', [1]],
  ['at most one in ten seconds, the last of them', '-a-b-c 20s |', [1, 3]],
  ['what is to be given back at once, as its own counts change', '-a-l-m-n 20s |', [1, 7, 8, 9]],
  ['a follower writes nothing', '-f-f', []],
  ['what could not be saved is tried again, for as long as it takes', '-x 45s |', [4, 4, 4, 4, 4, 4]],
  ['but not when it leads no more', '-x-f 25s |', [4]],
  ['but the newest of it: what is refused for what it is keeps no other waiting', '-x-a 60s |', [4, 4, 1]],
  ['and not what is kept already', '-a-x-a 60s |', [1]],
  ['an uninstalled release writes nothing', '-u', []],
]

for (const [name, steps, saved] of TABLE)
  it(`persist: ${name}`, () =>
    marbles(({ hot, flush }) => {
      const seen: (number | undefined)[] = []
      const save = ({ text }: KeptMemory) => {
        const since = memoryFromJson(text)?.calendarMissingSinceMs
        seen.push(since)
        return since === REFUSED ? throwError(() => new Error('409')) : of(undefined)
      }
      hot(steps, STEPS)
        .pipe(persist(savedIfChanged(save)))
        .subscribe()
      flush()
      assert.deepEqual(seen, saved)
    }))
