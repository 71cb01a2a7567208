import { parseInstant, sayInstant } from '../../instant.ts'
import type { RawMetadata } from '../../scheduling/kubernetes-object.ts'
import { FAILURES_ANNOTATION, REF_ANNOTATION, SPAWN_LABEL } from './deployed.ts'
import { refName } from './service-name.ts'

/**
 * The ConfigMap that owns a user's services. When a server starts there is no pod yet that could own it, so it owns
 * nothing to anybody at first and waits for that pod; once the pod is there it is the owner, and Kubernetes' garbage
 * collector takes the ConfigMap, and with it the services, when the last of the user's pods has gone.
 */
export interface ServiceRef {
  readonly name: string
  readonly namespace: string
  readonly uid: string
  readonly resourceVersion: string
  /** uids of pods. */
  readonly owners: readonly string[]
  /** The spawn that it waits for, and since when. */
  readonly awaits: string
  readonly sinceMs: number
}

/** A pod that has services. */
export interface ServedPod {
  readonly name: string
  readonly namespace: string
  readonly uid: string
  readonly spawn: string
  /** The name of its ServiceRef; empty when it has none. */
  readonly ref: string
  /** Why services are missing; empty when none is. */
  readonly failures: string
}

export const REF_LABEL = 'warmseats.io/service-ref'
const AWAITS_ANNOTATION = 'warmseats.io/awaits'
const SINCE_ANNOTATION = 'warmseats.io/awaits-since'

/** The metadata that makes a ConfigMap wait for a spawn, whoever owned it before. */
export const awaiting = (spawn: string, nowMs: number) => ({
  ownerReferences: [],
  annotations: { [AWAITS_ANNOTATION]: spawn, [SINCE_ANNOTATION]: sayInstant(nowMs) },
})

/** The ConfigMap of a user who has none yet. */
export const newRef = (user: string, namespace: string, spawn: string, nowMs: number) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    ...awaiting(spawn, nowMs),
    name: refName(user),
    namespace,
    labels: { 'app.kubernetes.io/managed-by': 'warmseats', [REF_LABEL]: 'true' },
  },
})

export function serviceRefFrom({ metadata = {} }: { readonly metadata?: RawMetadata }): ServiceRef {
  const { name = '', namespace = '', uid = '', resourceVersion = '', annotations, ownerReferences = [] } = metadata
  return {
    ...{ name, namespace, uid, resourceVersion },
    owners: ownerReferences.flatMap((owner) => owner.uid ?? []),
    awaits: annotations?.[AWAITS_ANNOTATION] ?? '',
    sinceMs: parseInstant(annotations?.[SINCE_ANNOTATION] ?? metadata.creationTimestamp) ?? 0,
  }
}

export function servedPodFrom({ metadata = {} }: { readonly metadata?: RawMetadata }): ServedPod | undefined {
  const { name = '', namespace = '', uid = '', labels, annotations } = metadata
  const spawn = labels?.[SPAWN_LABEL]
  if (!spawn) return undefined
  const [ref = '', failures = ''] = [annotations?.[REF_ANNOTATION], annotations?.[FAILURES_ANNOTATION]]
  return { name, namespace, uid, spawn, ref, failures }
}
