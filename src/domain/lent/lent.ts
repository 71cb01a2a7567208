/**
 * Objects of others whose count is lent to us: z2jh's StatefulSet of placeholders, a static NodePool of Karpenter. Only the count is
 * ever written, and given back as it was; decisions see what holds a pool's room, and not of which kind it is.
 */

import { type Buffer, type Buffers, bufferKey, bufferName, isByBuffer, sayBuffer } from '../buffer/buffer.ts'
import {
  deploymentFrom,
  deploymentName,
  FIELD_MANAGER,
  owns,
  type PlaceholderDeployment,
} from '../cluster/deployment.ts'
import type { World } from '../cluster/world.ts'
import { given } from '../given.ts'
import type { RawManagedFields, RawMetadata } from '../scheduling/kubernetes-object.ts'
import type { Config, PoolConfig } from '../settings/config.ts'
import type { LentBy } from '../settings/hold.ts'

/** On the state ConfigMap, `true`: the release goes, and nothing more is written to what is lent. */
export const GIVE_BACK = 'warmseats.io/give-back'

/** Where the API has a kind, and how people call it. */
export interface LentKind {
  readonly kind: string
  readonly group: string
  readonly version: string
  readonly resource: string
  readonly isNamespaced: boolean
}

export const LENT_KINDS: Readonly<Record<LentBy, LentKind>> = {
  statefulset: {
    kind: 'StatefulSet',
    group: 'apps',
    version: 'v1',
    resource: 'statefulsets',
    isNamespaced: true,
  },
  nodepool: {
    kind: 'NodePool',
    group: 'karpenter.sh',
    version: 'v1',
    resource: 'nodepools',
    isNamespaced: false,
  },
}

/** Where the API has an object that is lent. */
export interface LentPlace {
  readonly group: string
  readonly version: string
  readonly resource: string
  /** Missing: it is in none. */
  readonly namespace?: string
  readonly name: string
}

/** @param namespace the release's: it does not count where the kind has none */
export function lentPlace({ by, name }: LentName, namespace: string): LentPlace {
  const { group, version, resource, isNamespaced } = LENT_KINDS[by]
  return { group, version, resource, ...(isNamespaced ? { namespace } : {}), name }
}

/** Which object it is. */
export interface LentName {
  readonly by: LentBy
  readonly name: string
}

export interface Lent extends LentName {
  /** As decisions read what holds room; without our label. */
  readonly holder: PlaceholderDeployment
  /** We wrote the count that stands there. */
  readonly isOurs: boolean
  /** It has no count: a NodePool that is not static. */
  readonly isUncounted: boolean
}

/** Its key among those that are lent, as it is remembered: `statefulset/user-placeholder`. */
export const lentKey = ({ by, name }: LentName): string => `${by}/${name}`

/** @returns undefined when it is no such key */
export function lentNameFrom(key: string): LentName | undefined {
  const at = key.indexOf('/')
  const by = key.slice(0, at)
  return by === 'statefulset' || by === 'nodepool' ? { by, name: key.slice(at + 1) } : undefined
}

/** `StatefulSet user-placeholder` */
export const sayLent = ({ by, name }: LentName): string => `${LENT_KINDS[by].kind} ${name}`

/** What a pool borrows; undefined: what holds its room is of our making. */
export const lentTo = ({ hold }: PoolConfig): LentName | undefined => ('name' in hold ? hold : undefined)

/** What holds a pool's room, as people call it. */
export function sayHolder(pool: PoolConfig): string {
  const name = lentTo(pool)
  if (isByBuffer(pool)) return sayBuffer(bufferName(pool.name))
  return name ? sayLent(name) : `Deployment ${deploymentName(pool.name)}`
}

/** Every object that a config borrows, and each CapacityBuffer that it wants, by key: for which pool. */
export const lentIn = (config: Config): ReadonlyMap<string, string> =>
  new Map(
    [...config.pools.values()].flatMap((pool): [string, string][] => {
      const name = lentTo(pool)
      if (isByBuffer(pool)) return [[bufferKey(bufferName(pool.name)), pool.name]]
      return name ? [[lentKey(name), pool.name]] : []
    }),
  )

export interface RawLent {
  readonly metadata?: RawMetadata
  readonly spec?: { readonly replicas?: number; readonly template?: unknown }
}

/** @returns undefined when the object has no name */
export function lentFrom(raw: RawLent, by: LentBy): Lent | undefined {
  const { metadata = {}, spec = {} } = raw
  const holder = deploymentFrom(by === 'statefulset' ? (raw as object) : { metadata, spec: countOf(spec) })
  if (!holder) return undefined
  return {
    by,
    name: holder.name,
    holder,
    isOurs: (metadata.managedFields ?? []).some(isOfCount),
    isUncounted: by === 'nodepool' && spec.replicas === undefined,
  }
}

const countOf = ({ replicas }: NonNullable<RawLent['spec']>) => given({ replicas })

const isOfCount = ({ manager, fieldsV1 }: RawManagedFields): boolean =>
  manager === FIELD_MANAGER && owns(fieldsV1, ['f:spec', 'f:replicas'])

/** What is lent, and buffers, as far as they are seen. */
export interface LentObjects {
  /** By key. */
  readonly lent?: ReadonlyMap<string, Lent>
  /** undefined: nobody asked. */
  readonly buffers?: Buffers
}

type Held = Pick<World, 'nodes' | 'pods'> &
  LentObjects & { readonly deployments: ReadonlyMap<string, PlaceholderDeployment> }

/** What holds a pool's room, with its count in placeholders; undefined: nothing does, or it is not seen. */
export function holderOf(held: Held, pool: PoolConfig): PlaceholderDeployment | undefined {
  const name = lentTo(pool)
  const deployment = held.deployments.get(deploymentName(pool.name))
  if (isByBuffer(pool)) return bufferHolder(held.buffers?.byName.get(bufferName(pool.name)), deployment)
  if (!name) return deployment
  const lent = held.lent?.get(lentKey(name))
  if (!lent || lent.isUncounted) return undefined
  const replicas = Math.max(0, lent.holder.replicas - countedBeside(name, held))
  return { ...lent.holder, poolLabel: pool.name, replicas }
}

/** A buffer that is not ready has placeholders beside it that hold the room, where it was waited for long enough. */
const bufferHolder = (buffer: Buffer | undefined, deployment: PlaceholderDeployment | undefined) =>
  buffer?.isReady ? buffer.holder : (deployment ?? buffer?.holder)

/** The same by the pool's name. */
export function holderNamed(held: Held & Pick<World, 'config'>, pool: string): PlaceholderDeployment | undefined {
  const settings = held.config.pools.get(pool)
  return settings ? holderOf(held, settings) : held.deployments.get(deploymentName(pool))
}

/** Karpenter's label of the nodes that a NodePool made. */
const NODEPOOL_LABEL = 'karpenter.sh/nodepool'

/**
 * What its count holds beside room: a NodePool's count is of all its nodes, those with users too. Karpenter takes empty ones first,
 * so with this in the count no node with users goes.
 */
export function countedBeside({ by, name }: LentName, { nodes, pods }: Pick<World, 'nodes' | 'pods'>): number {
  if (by !== 'nodepool') return 0
  return [...nodes.values()].filter(
    (node) => node.labels[NODEPOOL_LABEL] === name && (pods.occupancy.get(node.name)?.keepers ?? 0) > 0,
  ).length
}
