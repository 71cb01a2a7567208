import type { Pod } from './pod.ts'

/** User pods that the scheduler treats alike; those of one cluster mostly do. */
export interface Rank {
  readonly priority: number
  readonly neverPreempts: boolean
  readonly users: number
}

/** A pod of which the API does not say it has the priority of pods without a class. */
export function countRank(ranks: Map<string, Rank>, { priority = 0, neverPreempts: never }: Pod, sign: 1 | -1): void {
  const key = `${priority}${never ? ' never preempts' : ''}`
  const count = (ranks.get(key)?.users ?? 0) + sign
  if (count === 0) ranks.delete(key)
  else ranks.set(key, { priority, neverPreempts: never === true, users: count })
}
