import { compare } from '../order.ts'
import { amountOf, type Resources } from '../scheduling/resources.ts'
import type { Occupancy } from './occupancy.ts'
import { isBound, isWorkload, type Pod } from './pod.ts'

export const NO_OCCUPANCY: Occupancy = {
  requests: {},
  pods: 0,
  keepers: 0,
  users: 0,
  userPods: [],
  underUsers: {},
  placeholders: 0,
  ownPlaceholders: 0,
  underPlaceholders: {},
  daemons: {},
  daemonPods: 0,
  workloadPods: 0,
  critical: 0,
  workloadBytes: 0,
}

/** A pod comes, or goes. */
type Sign = 1 | -1
type Changing = { -readonly [K in keyof Occupancy]: Occupancy[K] }

/**
 * What is taken on a node with one pod more or less: another object, as what was read of the node before stays what it was. So
 * whoever has the same object again knows that nothing has changed.
 * @param isOurs of a placeholder: it is of this release
 */
export function withPod(before: Occupancy, pod: Pod, sign: Sign, isOurs: boolean): Occupancy {
  const on: Changing = { ...before, pods: before.pods + sign, requests: summed(before.requests, pod.requests, sign) }
  countKind(on, pod, sign, isOurs)
  if (isWorkload(pod)) countWorkload(on, pod, sign)
  return on
}

/** A mirror pod comes with its node: it takes room there, and is nothing more. */
function countKind(on: Changing, pod: Pod, sign: Sign, isOurs: boolean): void {
  switch (pod.kind) {
    case 'user':
      on.keepers += sign
      on.users += sign
      on.userPods = sign > 0 ? joined(on.userPods, pod) : on.userPods.filter(({ uid }) => uid !== pod.uid)
      on.underUsers = summed(on.underUsers, pod.requests, sign)
      return
    case 'other':
      on.keepers += sign
      return
    case 'daemon':
      on.daemonPods += sign
      on.daemons = summed(on.daemons, pod.requests, sign)
      return
    case 'placeholder':
      if (isBound(pod)) countPlaceholder(on, pod, sign, isOurs)
  }
}

function countPlaceholder(on: Changing, pod: Pod, sign: Sign, isOurs: boolean): void {
  on.placeholders += sign
  if (!isOurs) return
  on.ownPlaceholders += sign
  on.underPlaceholders = summed(on.underPlaceholders, pod.requests, sign)
}

function countWorkload(on: Changing, pod: Pod, sign: Sign): void {
  on.workloadPods += sign
  if (pod.load === 'critical') on.critical += sign
  on.workloadBytes += sign * amountOf(pod.requests, 'memory')
}

/** The latest first; of the same instant in the order of their uids, so that all replicas have the same. */
export const byLatest = (a: Pod, b: Pod): number => b.createdMs - a.createdMs || compare(a.uid, b.uid)

/** Few share a node. */
function joined(pods: readonly Pod[], pod: Pod): readonly Pod[] {
  const at = pods.findIndex((other) => byLatest(pod, other) < 0)
  return at < 0 ? [...pods, pod] : pods.toSpliced(at, 0, pod)
}

/** What nothing more is taken of is not named, as on a node that never had any. */
function summed(sums: Resources, amounts: Resources, sign: Sign): Resources {
  const all: Record<string, number> = {}
  for (const name in sums) {
    const amount = (sums[name] ?? 0) + sign * (amounts[name] ?? 0)
    if (amount !== 0) all[name] = amount
  }
  for (const name in amounts) if (!(name in sums) && amounts[name]) all[name] = sign * amounts[name]
  return all
}

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
