import type { World } from '../../cluster/world.ts'
import { given } from '../../given.ts'
import { type HowSoon, howSoonIn } from '../../room/how-soon.ts'
import type { PodNeeds } from '../../room/room-now.ts'
import { applyProfiles } from '../applying/apply.ts'
import { containerOf, type PodManifest } from '../pod/pod-manifest.ts'
import { podNeeds } from '../pod/pod-needs.ts'
import type { Spawn } from '../pod/spawn.ts'
import type { ProfileSet, Requirements } from '../reading/profile.ts'
import { type SizeChoice, sizeChoices } from './sizes.ts'

/** A size as a form shows it. */
export interface Offer extends SizeChoice {
  /** What the user's container gets, with what the hub gives where no profile does. */
  readonly resources: Requirements
  readonly soon: HowSoon
}

/**
 * The sizes that fit some node, each with how soon a server of it could start.
 * @param pod as the hub would create it, with the hub's own resources and placement
 * @param world what the scaler sees; undefined: nothing yet
 * @param leadMs how long a boot takes in a pool
 */
export function offersOf(
  pod: PodManifest,
  set: ProfileSet,
  spawn: Spawn,
  world: World | undefined,
  leadMs: (pool: string) => number,
): Offer[] {
  const allocatables = [...(world?.nodes.values() ?? [])].map(({ allocatable }) => allocatable)
  const soon: (needs: PodNeeds) => HowSoon = world ? howSoonIn(world, leadMs) : () => NOT_SEEN
  return sizeChoices(set, spawn, allocatables).map((choice) => {
    const applied = applyProfiles(pod, set, { ...spawn, size: choice.name }).pod
    const { requests, limits } = containerOf(applied)?.resources ?? {}
    return {
      ...choice,
      resources: given({
        requests: requests ? said(requests) : undefined,
        limits: limits ? said(limits) : undefined,
      }),
      soon: soon(podNeeds(applied)),
    }
  })
}

const NOT_SEEN: HowSoon = { at: 'unknown', because: 'the cluster has not been seen yet' }

const said = (amounts: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, String(amount)]))
