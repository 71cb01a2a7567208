import { given } from '../../given.ts'
import { amountOf, parseResources, type Resources } from '../../scheduling/resources.ts'
import { mergeProfiles } from '../merging/merge.ts'
import type { Spawn } from '../pod/spawn.ts'
import { DEFAULT_SIZE, type ProfileSet, type Requirements } from '../reading/profile.ts'

/** A size that a user may choose, with what the server would get. */
export interface SizeChoice {
  readonly name: string
  readonly resources: Requirements
  readonly gpu: number
}

/** A larger share of a node leaves no room for the pods that run on each node. */
const LARGEST_SHARE = 0.9

/**
 * The sizes for this user and image, `Default` first.
 * @param nodes allocatables of nodes; sizes that none of them could hold are left out. None known: all are offered.
 */
export function sizeChoices(set: ProfileSet, spawn: Spawn, nodes: readonly Resources[] = []): SizeChoice[] {
  return [DEFAULT_SIZE, ...set.sizes.map(({ name }) => name)].flatMap((name): SizeChoice[] => {
    const { resources, gpu } = mergeProfiles(set, { ...spawn, size: name })
    const { requests, limits } = resources
    const fits = nodes.length === 0 || name === DEFAULT_SIZE || nodes.some((node) => hasRoom(node, requests?.value))
    if (!fits) return []
    return [
      {
        name,
        resources: given({ requests: requests?.value, limits: limits?.value }),
        gpu: gpu?.value ?? 0,
      },
    ]
  })
}

function hasRoom(node: Resources, requests: Requirements['requests']): boolean {
  const wanted = parseResources(requests)
  return ['cpu', 'memory'].every((name) => amountOf(wanted, name) <= amountOf(node, name) * LARGEST_SHARE)
}
