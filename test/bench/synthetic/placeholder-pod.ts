import { NAMESPACE } from './shape.ts'
import { stampOf, uidOf } from './text.ts'

/** Of a Deployment's pods. */
export interface Template {
  readonly metadata?: { readonly labels?: Readonly<Record<string, string>>; readonly annotations?: object }
  readonly spec?: object
}

interface Placed {
  readonly name: string
  readonly index: number
  /** undefined: there is no room for it. */
  readonly node: string | undefined
  /** Epoch ms. */
  readonly madeMs: number
}

/** It runs at once where it has a node, and waits for one otherwise. @returns its text at a version */
export function podFilledBy({ metadata, spec }: Template, { name, index, node, madeMs }: Placed) {
  const stamp = stampOf(madeMs)
  const placed = { type: 'PodScheduled', status: 'True', lastTransitionTime: stamp }
  const ready = ['Initialized', 'ContainersReady', 'Ready'].map((type) => ({ ...placed, type }))
  const running = {
    phase: 'Running',
    startTime: stamp,
    conditions: [placed, ...ready],
    containerStatuses: started(stamp),
  }
  const waiting = { phase: 'Pending', conditions: [{ ...placed, status: 'False', reason: 'Unschedulable' }] }
  return (version: number): string =>
    JSON.stringify({
      metadata: {
        ...metadata,
        name,
        namespace: NAMESPACE,
        uid: uidOf('9999', index),
        resourceVersion: String(version),
        creationTimestamp: stamp,
        ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', controller: true, name: 'set', uid: 'set' }],
      },
      spec: { ...spec, ...(node === undefined ? {} : { nodeName: node }) },
      status: node === undefined ? waiting : running,
    })
}

const started = (stamp: string) => [
  { name: 'pause', ready: true, started: true, restartCount: 0, state: { running: { startedAt: stamp } } },
]
