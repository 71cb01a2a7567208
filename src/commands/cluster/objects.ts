import type { Buffers } from '../../domain/buffer/buffer.ts'
import { deploymentFrom, type PlaceholderDeployment } from '../../domain/cluster/deployment.ts'
import { type Node, nodeFrom } from '../../domain/cluster/node.ts'
import type { PodsView } from '../../domain/cluster/occupancy.ts'
import { podFrom } from '../../domain/cluster/pod.ts'
import { podKindsOf } from '../../domain/cluster/pod-kinds.ts'
import type { Lent } from '../../domain/lent/lent.ts'
import type { Config } from '../../domain/settings/config.ts'
import { collectionPath } from '../../kubernetes/api-path.ts'
import { viewOfPods } from '../snapshot.ts'
import { answered, type Place } from './ask.ts'
import { readBuffers } from './buffers.ts'
import { readLent } from './lent.ts'

/** What a decision reads of a cluster. */
export interface Objects {
  readonly nodes: ReadonlyMap<string, Node>
  readonly pods: PodsView
  readonly deployments: ReadonlyMap<string, PlaceholderDeployment>
  readonly lent: ReadonlyMap<string, Lent>
  readonly buffers: Buffers
}

/** Nodes, pods and placeholders as they are now. @throws InputError */
export async function readObjects(place: Place, config: Config): Promise<Objects> {
  const { namespace } = place
  const there = await readNodesAndPods(place, config)
  const deployments = await listed(place, 'deployments', 'apps', namespace)
  return {
    ...there,
    lent: await readLent(place, config),
    buffers: await readBuffers(place, config),
    deployments: byName(deployments.flatMap((raw) => deploymentFrom(raw) ?? [])),
  }
}

/** @param config tells pods apart @throws InputError */
export async function readNodesAndPods(place: Place, config: Config): Promise<Pick<Objects, 'nodes' | 'pods'>> {
  const kinds = podKindsOf(config, place.namespace)
  const nodes = await listed(place, 'nodes', '')
  const pods = await listed(place, 'pods', '')
  return {
    nodes: byName(nodes.flatMap((raw) => nodeFrom(raw) ?? [])),
    pods: viewOfPods(pods.flatMap((raw) => podFrom(raw, kinds) ?? [])),
  }
}

async function listed(
  { kubernetes }: Place,
  resource: string,
  group: string,
  namespace?: string,
): Promise<readonly object[]> {
  const path = collectionPath({ group, version: 'v1', resource, namespace })
  const attempt = { verb: 'list', resource, group, ...(namespace === undefined ? {} : { namespace }) } as const
  return (await answered(kubernetes.get<{ readonly items: readonly object[] }>(path), attempt)).items
}

const byName = <T extends { readonly name: string }>(all: readonly T[]): ReadonlyMap<string, T> =>
  new Map(all.map((one) => [one.name, one]))
