/**
 * A CapacityBuffer of our making: room that the autoscaler keeps on its nodes without pods. What it holds is told by its status alone,
 * and by the nodes that we see.
 */
import { deploymentFrom, deploymentName, type PlaceholderDeployment } from '../cluster/deployment.ts'
import { given } from '../given.ts'
import { parseInstant } from '../instant.ts'
import {
  conditionOf,
  type RawCondition,
  type RawManagedFields,
  type RawMetadata,
} from '../scheduling/kubernetes-object.ts'
import type { Config, PoolConfig } from '../settings/config.ts'

export const BUFFER_GROUP = 'autoscaling.x-k8s.io'

/** Those that we can write, the one that we prefer first. */
export const BUFFER_VERSIONS: readonly string[] = ['v1beta1', 'v1alpha1']

/** Where the API has the buffers of a namespace, in whichever version. */
export const buffersIn = (namespace: string) => ({
  group: BUFFER_GROUP,
  resource: 'capacitybuffers',
  namespace,
})

/** A pool's buffer, its PodTemplate, and the Deployment that stands in for them have one name. */
export const bufferName = deploymentName

const KEY = 'capacitybuffer/'

/** Its key among what is remembered: `capacitybuffer/user-placeholder`. */
export const bufferKey = (name: string): string => KEY + name

/** @returns its name; undefined when it is no such key */
export const bufferNameFrom = (key: string): string | undefined =>
  key.startsWith(KEY) ? key.slice(KEY.length) : undefined

export const sayBuffer = (name: string): string => `CapacityBuffer ${name}`

export const isByBuffer = ({ hold }: Pick<PoolConfig, 'hold'>): boolean => hold.by === 'capacitybuffer'

/** Whether any pool of the config is held by one. */
export const usesBuffers = ({ pools }: Pick<Config, 'pools'>): boolean => [...pools.values()].some(isByBuffer)

export interface Buffer {
  readonly name: string
  readonly uid: string
  /** As decisions read what holds room. */
  readonly holder: PlaceholderDeployment
  /** The name of its PodTemplate, as it stands there. */
  readonly template?: string
  /** The autoscaler has said that it can make room by it. */
  readonly isReady: boolean
  /** Since when it is, or is not. Epoch ms. */
  readonly sinceMs: number
  /** Why it is not, in the autoscaler's words; undefined: it has said nothing. */
  readonly because?: string
  /** The autoscaler finds no PodTemplate. */
  readonly lacksTemplate: boolean
  /** When we last wrote what the autoscaler has not looked at yet; undefined: it has looked. Epoch ms. */
  readonly unreadMs?: number
  /** So many fit on nodes that are there, as the autoscaler says. */
  readonly held: number
}

/** The buffers of a namespace. */
export interface Buffers {
  /** Of the API that the cluster serves and shows to us; undefined: none. */
  readonly version?: string
  readonly byName: ReadonlyMap<string, Buffer>
}

export const NO_BUFFERS: Buffers = { byName: new Map() }

export interface RawBuffer {
  readonly metadata?: RawMetadata
  readonly spec?: { readonly replicas?: number; readonly podTemplateRef?: { readonly name?: string } }
  readonly status?: { readonly replicas?: number; readonly conditions?: readonly RawCondition[] }
}

/** @returns undefined when the object has no name */
export function bufferFrom({ metadata = {}, spec = {}, status = {} }: RawBuffer): Buffer | undefined {
  const holder = deploymentFrom({ metadata, spec: { replicas: spec.replicas ?? 0 } })
  if (!holder) return undefined
  const ready = conditionOf(status.conditions, 'ReadyForProvisioning')
  const isReady = ready?.status === 'True'
  const isUnread = ready !== undefined && (ready.observedGeneration ?? Infinity) < (metadata.generation ?? 0)
  const createdMs = parseInstant(metadata.creationTimestamp) ?? 0
  return {
    name: holder.name,
    uid: holder.uid,
    holder,
    isReady,
    sinceMs: parseInstant(ready?.lastTransitionTime) ?? createdMs,
    lacksTemplate: !isReady && ready?.reason === 'PodTemplateNotFound',
    held: conditionOf(status.conditions, 'Provisioning')?.status === 'True' ? (status.replicas ?? 0) : 0,
    ...given({
      template: spec.podTemplateRef?.name,
      because: isReady ? undefined : (ready?.message ?? ready?.reason),
      unreadMs: isUnread ? (writtenMs(metadata.managedFields) ?? createdMs) : undefined,
    }),
  }
}

/** The last write to its spec, by whoever. */
function writtenMs(fields: readonly RawManagedFields[] = []): number | undefined {
  const times = fields.flatMap(({ subresource, time }) => (subresource ? [] : [parseInstant(time) ?? 0]))
  return times.length > 0 ? Math.max(...times) : undefined
}
