import { BUFFER_GROUP } from '../buffer/buffer.ts'
import type { Owner } from '../decide/observed.ts'
import { LENT_KINDS, type LentName } from '../lent/lent.ts'
import type { ReleaseReason } from './reasons.ts'

/** The object on which an Event stands. */
export interface Regarded {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
  readonly namespace: string
  readonly uid: string
}

/** One thing that is told as an Event. */
export interface Notice {
  readonly reason: ReleaseReason
  readonly type: 'Normal' | 'Warning'
  readonly note: string
  readonly regarding: Regarded
  /**
   * `state`: so it is now, and whoever finds it so, after a restart or as the next leader, has nothing new to tell.
   * `occurrence`: it happened, once more.
   */
  readonly kind: 'state' | 'occurrence'
  /** What tells it from others of its reason on its object: the same again is counted, not told anew. */
  readonly id: string
}

/** What stands for the release: the object that owns its Deployments. */
export const releaseObject = ({ name, namespace, uid }: Owner): Regarded => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  name,
  namespace,
  uid,
})

/** What a pool borrows, where Events on it may be written: in the release's namespace. Undefined: it has none. */
export const lentObject = ({ by, name }: LentName, namespace: string, uid: string): Regarded | undefined => {
  const { kind, group, version, isNamespaced } = LENT_KINDS[by]
  return isNamespaced ? { apiVersion: `${group}/${version}`, kind, name, namespace, uid } : undefined
}

export const bufferObject = (
  version: string,
  { name, namespace, uid }: Pick<Regarded, 'name' | 'namespace' | 'uid'>,
): Regarded => ({ apiVersion: `${BUFFER_GROUP}/${version}`, kind: 'CapacityBuffer', name, namespace, uid })

export const deploymentObject = (name: string, namespace: string, uid: string): Regarded => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  name,
  namespace,
  uid,
})
