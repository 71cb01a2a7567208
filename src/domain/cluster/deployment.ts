import { given } from '../given.ts'
import { parseInstant } from '../instant.ts'
import {
  conditionOf,
  type RawCondition,
  type RawManagedFields,
  type RawMetadata,
} from '../scheduling/kubernetes-object.ts'
import { podRequests, type RawPodSpecRequests } from '../scheduling/pod-requests.ts'
import type { Resources } from '../scheduling/resources.ts'
import type { Labels } from '../scheduling/selector.ts'
import { BY_HAND } from './hand.ts'
import { POOL_LABEL } from './pod.ts'

export const FIELD_MANAGER = 'warmseats'

/** A `<pool>-placeholder` Deployment as it stands in the cluster. */
export interface PlaceholderDeployment {
  readonly name: string
  readonly namespace: string
  readonly uid: string
  readonly resourceVersion: string
  readonly labels: Labels
  readonly annotations: Labels
  readonly ownerUids: readonly string[]
  readonly deleting: boolean
  readonly replicas: number
  /** The pool that our label names; undefined when the object is not of our making. */
  readonly poolLabel?: string
  readonly templateLabels: Labels
  /** Requests of the placeholder in the template: the last known size. */
  readonly requests: Resources
  /** Why its ReplicaSet cannot create pods (quota, admission); undefined when it can. */
  readonly cannotCreate?: string
  /** Who else wrote `spec.replicas` last, by field manager. */
  readonly scaledBy?: string
  /** When each of a person's annotations was written. Epoch ms. */
  readonly writtenMs: Readonly<Record<string, number>>
  /** metadata and spec as they came, for the diff. */
  readonly raw: RawDeployment
}

export interface RawDeployment {
  readonly metadata?: RawMetadata
  readonly spec?: {
    readonly replicas?: number
    readonly selector?: { readonly matchLabels?: Labels }
    readonly template?: { readonly metadata?: RawMetadata; readonly spec?: RawPodSpecRequests }
  }
  readonly status?: { readonly conditions?: readonly RawCondition[]; readonly readyReplicas?: number }
}

/** @returns undefined when the object has no name */
export function deploymentFrom(raw: RawDeployment): PlaceholderDeployment | undefined {
  const { metadata = {}, spec = {}, status = {} } = raw
  if (!metadata.name) return undefined
  const failure = conditionOf(status.conditions, 'ReplicaFailure')
  const poolLabel = metadata.labels?.[POOL_LABEL]
  const scaledBy = otherOwner(metadata.managedFields, 'f:spec', 'f:replicas')
  return {
    name: metadata.name,
    namespace: metadata.namespace ?? 'default',
    uid: metadata.uid ?? metadata.name,
    resourceVersion: metadata.resourceVersion ?? '',
    labels: metadata.labels ?? {},
    annotations: metadata.annotations ?? {},
    ownerUids: (metadata.ownerReferences ?? []).flatMap((owner) => (owner.uid ? [owner.uid] : [])),
    deleting: metadata.deletionTimestamp !== undefined,
    replicas: spec.replicas ?? 1,
    templateLabels: spec.template?.metadata?.labels ?? {},
    requests: podRequests(spec.template?.spec ?? {}),
    writtenMs: annotationTimes(metadata.managedFields),
    raw: { metadata, spec },
    ...given({ poolLabel }),
    ...(failure?.status === 'True' ? { cannotCreate: failure.message ?? failure.reason ?? 'unknown' } : {}),
    ...given({ scaledBy }),
  }
}

/** The annotation of placeholders that are as large as a seat, since no node told a size yet. */
export const SIZE = 'warmseats.io/size'

/** One of them on a node, or as many as fit. */
export const SEAT_SIZES = ['seat', 'seats'] as const

/** How placeholders are as large as a seat; undefined: they are of another size. */
export const seatSizeOf = ({ raw }: PlaceholderDeployment): (typeof SEAT_SIZES)[number] | undefined =>
  SEAT_SIZES.find((size) => size === raw.spec?.template?.metadata?.annotations?.[SIZE])

/** A field manager other than ours that owns the field, the latest of them. */
function otherOwner(fields: readonly RawManagedFields[] | undefined, ...path: string[]): string | undefined {
  const others = (fields ?? []).filter((entry) => entry.manager !== FIELD_MANAGER && owns(entry.fieldsV1, path))
  return others.toSorted((a, b) => (b.time ?? '').localeCompare(a.time ?? ''))[0]?.manager
}

/** Whether an entry of managedFields owns the field at the path. */
export function owns(fields: unknown, path: readonly string[]): boolean {
  let at: unknown = fields
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return false
    at = (at as Record<string, unknown>)[step]
  }
  return true
}

function annotationTimes(fields: readonly RawManagedFields[] | undefined): Record<string, number> {
  const times: Record<string, number> = {}
  for (const entry of fields ?? []) {
    const timeMs = parseInstant(entry.time)
    for (const name of BY_HAND)
      if (timeMs !== undefined && owns(entry.fieldsV1, ['f:metadata', 'f:annotations', `f:${name}`]))
        times[name] = Math.max(times[name] ?? 0, timeMs)
  }
  return times
}

/** The Deployment that holds a pool's placeholders; the predecessor's name, kept. */
export const deploymentName = (pool: string): string => `${pool}-placeholder`
