/**
 * From a pod event written to the wire to the patch of a Deployment that has wholly come in, on this server's one clock: the
 * product's and the floor's in turn, each the first as often.
 */
import { setTimeout as delay } from 'node:timers/promises'

export const SIDES = ['product', 'floor'] as const
export type Side = (typeof SIDES)[number]

export interface ReactionsAsked {
  readonly rounds: number
  /** Between two events, half as long to one and a half times. */
  readonly gapMs: number
}

/** Milliseconds of each event, and how many were answered by nothing. */
export interface Reactions {
  readonly took: Readonly<Record<Side, readonly number[]>>
  readonly lost: Readonly<Record<Side, number>>
}

export interface ReactionsDeps {
  /** A pod of this side comes, or goes; when its event was written. */
  readonly play: (side: Side, type: 'ADDED' | 'DELETED', name: string) => number
  /** When the side's Deployment is written next; the signal ends the waiting. */
  readonly patched: (side: Side, signal: AbortSignal) => Promise<number>
}

const GIVEN_UP_MS = 10_000
/** Whose pod comes and goes: always the same one's, so that no class is met by who has come already. */
export const POD_OF: Readonly<Record<Side, string>> = { product: 'jupyter-filling', floor: 'jupyter-floor' }

export async function measureReactions({ rounds, gapMs }: ReactionsAsked, deps: ReactionsDeps): Promise<Reactions> {
  const took: Record<Side, number[]> = { product: [], floor: [] }
  const lost: Record<Side, number> = { product: 0, floor: 0 }
  for (let round = 0; round < rounds; round++)
    for (const side of round % 2 === 0 ? SIDES : SIDES.toReversed())
      for (const type of ['ADDED', 'DELETED'] as const) {
        const ms = await one(side, type, POD_OF[side], deps)
        if (ms === undefined) lost[side]++
        else took[side].push(ms)
        await delay(gapMs * (0.5 + Math.random()))
      }
  return { took, lost }
}

async function one(
  side: Side,
  type: 'ADDED' | 'DELETED',
  name: string,
  { play, patched }: ReactionsDeps,
): Promise<number | undefined> {
  const ending = new AbortController()
  const patch = patched(side, ending.signal)
  const startMs = play(side, type, name)
  const timer = setTimeout(() => ending.abort(), GIVEN_UP_MS)
  const atMs = await patch.catch(() => undefined)
  clearTimeout(timer)
  return atMs === undefined ? undefined : atMs - startMs
}
