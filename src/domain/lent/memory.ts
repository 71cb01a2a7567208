/** What is lent to us has a count that is given back: it is remembered from when we first write it. */

import { type Buffers, bufferKey, bufferNameFrom, NO_BUFFERS } from '../buffer/buffer.ts'
import { FIELD_MANAGER } from '../cluster/deployment.ts'
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

/** Whether the same is given back by both. */
export function givesBackSame(a: LentMemory, b: LentMemory): boolean {
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => a[key]?.count === b[key]?.count)
}

/** Who writes the count by hand does not say what it is to be without us. */
const IS_BY_HAND = /^kubectl/

/**
 * What each object had before we wrote to it, and what its owner (helm, Argo CD, Flux) has wanted since. One whose pool is gone
 * is forgotten when it has its count back, or somebody else has written another.
 * A CapacityBuffer of ours is among them, with nothing to give back, until it is gone: the right to delete it lasts as long.
 * @param seen by key; those that are not seen stay remembered
 */
export function lentMemory(
  seen: ReadonlyMap<string, Lent>,
  config: Config,
  before: LentMemory,
  buffers: Buffers = NO_BUFFERS,
): LentMemory {
  const wanted = lentIn(config)
  const memory: Record<string, LentCount> = bufferMemory(buffers)
  const isGone = (key: string) => buffers.version !== undefined && bufferNameFrom(key) !== undefined
  for (const [key, known] of Object.entries(before)) if (!seen.has(key) && !isGone(key)) memory[key] = known
  for (const [key, lent] of seen) {
    const next = lent.holder.deleting ? undefined : countNow(lent, wanted.has(key), before[key])
    if (next) memory[key] = next
  }
  return memory
}

const bufferMemory = ({ byName }: Buffers): Record<string, LentCount> =>
  Object.fromEntries(
    [...byName.values()].flatMap(({ name, holder }) =>
      holder.labels[MANAGED_BY] === FIELD_MANAGER ? [[bufferKey(name), { count: 0 }]] : [],
    ),
  )

const MANAGED_BY = 'app.kubernetes.io/managed-by'

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
