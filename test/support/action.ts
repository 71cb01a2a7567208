/** Actions as decisions make them, on an ordinary day of pool `user`: `apply({ from: 2, to: 3 })`. */
import type { Action } from '../../src/domain/act/action.ts'
import { manifestOf } from '../../src/domain/act/manifest.ts'
import type { NodeCreation, NodeRemoval, NodeWrite } from '../../src/domain/utilization/node-action.ts'
import { poolIn, userPool } from './config.ts'
import { OWNER } from './deployment.ts'
import { node } from './node.ts'
import { at } from './time.ts'

type Of<Type extends Action['type']> = Extract<Action, { readonly type: Type }>
type Spec<Made extends Action> = Partial<Omit<Made, 'type'>>

const because = 'a test'
const CONFIG = userPool()

export type ApplySpec = Omit<Spec<Of<'apply'>>, 'manifest'> & {
  /** As the Deployment was seen; undefined: it does not exist. */
  readonly resourceVersion?: string
}

/** The Deployment of the pool's placeholders gets the count `to`, 1 unless said. */
export function apply({ resourceVersion, ...spec }: ApplySpec = {}): Of<'apply'> {
  const { pool = 'user', to = 1 } = spec
  const settings = { ...poolIn(CONFIG), name: pool }
  const { metadata, ...rest } = manifestOf(settings, CONFIG, OWNER, { requests: {}, from: 'config' }, to)
  const manifest = { ...rest, metadata: { ...metadata, ...(resourceVersion === undefined ? {} : { resourceVersion }) } }
  return { type: 'apply', reason: 'scale', because, ...spec, pool, to, manifest }
}

export const deploymentRemoval = (spec: Spec<Of<'delete deployment'>> = {}): Of<'delete deployment'> => ({
  type: 'delete deployment',
  pool: 'user',
  reason: 'removed',
  name: 'user-placeholder',
  namespace: OWNER.namespace,
  uid: 'uid-user-placeholder',
  resourceVersion: '7',
  because,
  ...spec,
})

/** Of a placeholder that is stranded: `podRemoval({ name: 'user-placeholder-a' })`. */
export function podRemoval(spec: Spec<Of<'delete pod'>> = {}): Of<'delete pod'> {
  const { name = 'user-placeholder-1' } = spec
  return { type: 'delete pod', pool: 'user', namespace: OWNER.namespace, uid: `uid-${name}`, because, ...spec, name }
}

/** A cordon unless said: `nodeWrite({ name: 'n2', reason: 'uncordon', unschedulable: false })`. */
export function nodeWrite(spec: Spec<NodeWrite> = {}): NodeWrite {
  const { name = 'n1' } = spec
  return {
    type: 'write node',
    pool: 'user',
    reason: 'cordon',
    uid: `uid-${name}`,
    unschedulable: true,
    annotations: {},
    because,
    ...spec,
    name,
  }
}

export function nodeRemoval(spec: Spec<NodeRemoval> = {}): NodeRemoval {
  const { node: seen = node({ name: spec.name ?? 'n1' }) } = spec
  const { name, uid } = seen
  return { type: 'remove node', pool: 'user', name, uid, because, atMs: at('09:00'), ...spec, node: seen }
}

export const nodeCreation = (spec: Spec<NodeCreation> = {}): NodeCreation => ({
  type: 'create nodes',
  pool: 'user',
  count: 1,
  nodes: [],
  lateBeforeMs: at('08:30'),
  because,
  atMs: at('09:00'),
  ...spec,
})
