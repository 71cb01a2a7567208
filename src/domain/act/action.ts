import { sayBuffer } from '../buffer/buffer.ts'
import { type LentName, sayLent } from '../lent/lent.ts'
import { identityOfNodeAction, type NodeAction, objectOfNodeAction } from '../utilization/node-action.ts'
import type { BufferManifests } from './buffer-manifest.ts'
import type { DeletionCost } from './deletion-order.ts'
import type { Manifest } from './manifest.ts'
import type { Shield } from './shields.ts'

/** What is to be done to the cluster: absolute values, safe to do twice. */
export type Action = PlaceholderAction | NodeAction

/** What is to be done about placeholders. */
export type PlaceholderAction =
  | {
      readonly type: 'apply'
      readonly pool: string
      readonly reason: ApplyReason
      readonly manifest: Manifest
      /** Of the Deployment as it stands; undefined when it does not exist. */
      readonly uid?: string
      /** The count that stands there now; undefined when the Deployment does not exist. */
      readonly from?: number
      readonly to: number
      readonly because: string
      /** To be written before the count falls, as far as that works: which placeholders go first. */
      readonly deletionCosts?: readonly DeletionCost[]
      /** Who else wrote the count, when this undoes it. */
      readonly scaledBy?: string
      /** The first field that differs, when it is not only the count. */
      readonly difference?: string
    }
  | {
      /** The count alone of an object that is lent to us. */
      readonly type: 'scale'
      readonly pool: string
      /** `return`: it gets the count that it had before. */
      readonly reason: 'scale' | 'heal' | 'return'
      readonly lent: LentName
      readonly namespace: string
      readonly uid: string
      readonly resourceVersion: string
      readonly from: number
      readonly to: number
      readonly because: string
      /** Who else wrote the count, when this undoes it. */
      readonly scaledBy?: string
    }
  | {
      /** A CapacityBuffer and its PodTemplate. */
      readonly type: 'apply buffer'
      readonly pool: string
      readonly reason: ApplyReason
      readonly manifests: BufferManifests
      /** Of the buffer as it stands; undefined when it does not exist. */
      readonly uid?: string
      readonly from?: number
      readonly to: number
      readonly because: string
      readonly scaledBy?: string
      readonly difference?: string
    }
  | {
      /** It and its PodTemplate. */
      readonly type: 'delete buffer'
      readonly pool: string
      readonly version: string
      readonly name: string
      readonly namespace: string
      readonly uid: string
      readonly because: string
    }
  | {
      readonly type: 'delete deployment'
      readonly pool: string
      /** `takeover`: the predecessor's; `replaced`: its selector has to change; `removed`: its pool left the config. */
      readonly reason: 'takeover' | 'replaced' | 'removed'
      readonly name: string
      readonly namespace: string
      readonly uid: string
      readonly resourceVersion: string
      readonly because: string
    }
  | {
      /** Placeholders on nodes without the users' images are preempted after others. */
      readonly type: 'shield'
      readonly pool: string
      readonly shields: readonly Shield[]
      readonly because: string
    }
  | {
      readonly type: 'delete pod'
      readonly pool: string
      readonly name: string
      readonly namespace: string
      readonly uid: string
      readonly because: string
    }

/** `heal`: somebody else changed what is ours. */
export type ApplyReason = 'create' | 'scale' | 'heal' | 'change'

/**
 * The lane of an action: actions of one lane happen one after another. A Deployment's is its name; the pods to delete
 * of one pool go in turn.
 */
export const objectOf = (action: Action): string => {
  if (isNodeAction(action)) return objectOfNodeAction(action)
  if (action.type === 'delete pod') return `stranded pods of ${action.pool}`
  if (action.type === 'shield') return `shields of ${action.pool}`
  if (action.type === 'scale') return sayLent(action.lent)
  if (action.type === 'apply buffer') return sayBuffer(action.manifests.buffer.metadata.name)
  if (action.type === 'delete buffer') return sayBuffer(action.name)
  return action.type === 'apply' ? action.manifest.metadata.name : action.name
}

/** Two actions with the same identity are the same wish, however often it is decided. */
export function identityOf(action: Action): string {
  if (isNodeAction(action)) return identityOfNodeAction(action)
  if (action.type === 'shield') return action.shields.map(({ uid, shielded }) => `${uid} ${shielded}`).join()
  return isCounted(action) ? `${action.reason} to ${action.to}` : `${action.type} ${action.uid}`
}

/** It writes a pool's count. */
export const isCounted = (action: Action): action is Extract<Action, { type: 'apply' | 'apply buffer' | 'scale' }> =>
  action.type === 'apply' || action.type === 'apply buffer' || action.type === 'scale'

export const isNodeAction = (action: Action): action is NodeAction =>
  action.type === 'write node' || action.type === 'remove node' || action.type === 'create nodes'
