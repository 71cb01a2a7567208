/** What is lent to us has a count that is given back: it is remembered from when we first write it. */

import { given } from '../given.ts'
import type { Config } from '../settings/config.ts'
import { type Lent, lentIn } from './lent.ts'

/** What an object is given back, by its key. */
export type LentMemory = Readonly<Record<string, LentCount>>

export interface LentCount {
  readonly count: number
  /** Its count was ours once: who writes another one undoes it. */
  readonly isTaken?: true
}

/** Who writes the count by hand does not say what it is to be without us. */
const IS_BY_HAND = /^kubectl/

/**
 * What each object had before we wrote to it, and what its owner (helm, Argo CD, Flux) has wanted since. One whose pool is gone
 * is forgotten when it has its count back, or somebody else has written another.
 * @param seen by key; those that are not seen stay remembered
 */
export function lentMemory(seen: ReadonlyMap<string, Lent>, config: Config, before: LentMemory): LentMemory {
  const wanted = lentIn(config)
  const memory: Record<string, LentCount> = {}
  for (const [key, known] of Object.entries(before)) if (!seen.has(key)) memory[key] = known
  for (const [key, lent] of seen) {
    const next = lent.holder.deleting ? undefined : countNow(lent, wanted.has(key), before[key])
    if (next) memory[key] = next
  }
  return memory
}

function countNow(lent: Lent, isWanted: boolean, known: LentCount | undefined): LentCount | undefined {
  if (lent.isUncounted || (!isWanted && (known === undefined || isBack(lent, known)))) return undefined
  const count = countOf(lent, known)
  const isTaken = lent.isOurs || known?.isTaken ? (true as const) : undefined
  return count === undefined ? undefined : { count, ...given({ isTaken }) }
}

const isBack = ({ holder: { replicas, scaledBy } }: Lent, { count }: LentCount) =>
  replicas === count || scaledBy !== undefined

/** undefined: nobody knows, it was ours when we first saw it. */
function countOf({ holder: { replicas, scaledBy }, isOurs }: Lent, known: LentCount | undefined): number | undefined {
  const isOwners = !isOurs && !(scaledBy !== undefined && IS_BY_HAND.test(scaledBy) && known !== undefined)
  return isOwners ? replicas : known?.count
}
