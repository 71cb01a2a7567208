import type { Step } from '../../act/step.ts'
import { LONG_WAIT_MS } from '../../duration.ts'
import { sayCount } from '../../say.ts'
import type { Cause } from './cause.ts'
import { describeUsers, type Place, raiseSpawnLimit } from './doing.ts'

/** People whose servers do not start though they have a node. */
export interface Stuck {
  readonly people: number
  /** The kubelet's word. */
  readonly because: string
}

/** Those on nodes for over 30 s whose image cannot be had; undefined: nobody. O(users) */
export function stuckIn({ observed: { pods } }: Step, nowMs: number): Stuck | undefined {
  let people = 0
  let because = ''
  for (const { imageTrouble, createdMs } of pods.users.values()) {
    if (imageTrouble === undefined || nowMs - createdMs < LONG_WAIT_MS) continue
    people += 1
    because = imageTrouble.reason
  }
  return people > 0 ? { people, because } : undefined
}

export const imageCauses = (stuck: Stuck | undefined, place: Place): Cause[] =>
  stuck
    ? [
        {
          kind: 'image',
          text: `the image of ${sayCount(stuck.people, 'server')} cannot be had (${stuck.because})`,
          doing: describeUsers(place.namespace),
        },
      ]
    : []

/** So many servers a hub starts at once, unless its values say otherwise: zero-to-jupyterhub's `hub.concurrentSpawnLimit`. */
const SPAWN_LIMIT = 64

/** As many as the hub starts at once: who comes beside them waits in the hub, where we do not see them. */
export const spawnLimitCauses = (waiting: number): Cause[] =>
  waiting === SPAWN_LIMIT
    ? [
        {
          kind: 'spawn limit',
          text: `exactly ${SPAWN_LIMIT} servers start, as many as a hub starts at once unless its values say otherwise: more people may wait in the hub, unseen here`,
          doing: raiseSpawnLimit(4 * SPAWN_LIMIT),
        },
      ]
    : []
