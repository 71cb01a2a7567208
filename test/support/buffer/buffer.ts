import { type Buffer, type Buffers, bufferFrom } from '../../../src/domain/buffer/buffer.ts'
import { given } from '../../../src/domain/given.ts'
import { OWNER } from '../deployment.ts'
import { at, iso } from '../time.ts'

export interface BufferSpec {
  readonly pool?: string
  readonly replicas?: number
  /** Of the condition ReadyForProvisioning; `null`: nobody has written it. */
  readonly ready?: boolean | null
  readonly reason?: string
  /** Since when. Epoch ms. */
  readonly since?: number
  /** The autoscaler says that so many fit on nodes that are there. */
  readonly held?: number
  readonly created?: number
  /** The status is of the spec before; we wrote this one then. Epoch ms. */
  readonly unreadSince?: number
  readonly annotations?: Readonly<Record<string, string>>
  /** The field manager that wrote the count beside us. */
  readonly scaledBy?: string
  readonly template?: string
  readonly owner?: string
  readonly deleting?: boolean
}

/** A CapacityBuffer of pool `user` as the API server has it: of ours, with 1 replica, ready since long, and holding nothing. */
export function buffer(spec: BufferSpec = {}): Buffer {
  const { pool = 'user', replicas = 1, ready = true, held, since = at('08:00'), owner = OWNER.uid } = spec
  const name = `${pool}-placeholder`
  const provisioning = { type: 'Provisioning', status: held === undefined ? 'False' : 'True' }
  const readiness = {
    type: 'ReadyForProvisioning',
    status: ready ? 'True' : 'False',
    reason: spec.reason ?? (ready ? 'Resolved' : 'ResolutionFailed'),
    lastTransitionTime: iso(since),
    observedGeneration: spec.unreadSince === undefined ? 3 : 2,
  }
  const made = bufferFrom({
    metadata: {
      name,
      namespace: OWNER.namespace,
      uid: `uid-buffer-${pool}`,
      resourceVersion: '9',
      generation: 3,
      creationTimestamp: iso(spec.created ?? at('08:00')),
      labels: { 'app.kubernetes.io/managed-by': 'warmseats', 'warmseats.io/pool': pool },
      annotations: spec.annotations ?? {},
      ownerReferences: [{ kind: 'ConfigMap', name: OWNER.name, uid: owner }],
      managedFields: [
        { manager: 'warmseats', operation: 'Apply', time: iso(spec.unreadSince ?? at('08:00')), fieldsV1: REPLICAS },
        ...(spec.scaledBy === undefined
          ? []
          : [{ manager: spec.scaledBy, operation: 'Update', time: iso(at('08:00')), fieldsV1: REPLICAS }]),
      ],
      ...given({ deletionTimestamp: spec.deleting ? iso(at('08:59')) : undefined }),
    },
    spec: { replicas, podTemplateRef: { name: spec.template ?? name } },
    status: { replicas: held ?? replicas, conditions: ready === null ? [] : [readiness, provisioning] },
  })
  if (!made) throw new Error('a buffer without a name')
  return made
}

const REPLICAS = { 'f:spec': { 'f:replicas': {} } }

/** Those of a cluster that serves them. */
export const buffers = (...all: readonly Buffer[]): Buffers => ({
  version: 'v1beta1',
  byName: new Map(all.map((one) => [one.name, one])),
})
