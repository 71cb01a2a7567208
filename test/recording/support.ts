import type { Node } from '../../src/domain/cluster/node.ts'
import type { Visit } from '../../src/recording/book.ts'
import { type RecordedPod, recordedPod } from '../../src/recording/recorded-pod.ts'
import type { WatchEvent } from '../../streams/watch/watch.ts'
import { config } from '../support/config.ts'
import { kindsOf, type PodSpec, rawPod } from '../support/pod.ts'
import { at } from '../support/time.ts'

export const CONFIG = config({ nodePools: { user: {}, lab: {} } })

/** A pod as a recording sees it, where it does. */
export const seenPod = (spec: PodSpec): RecordedPod | undefined => recordedPod(rawPod(spec), kindsOf(CONFIG))

/** A user's server, at work on `n1` since 09:00 unless said. */
export function server(spec: PodSpec): RecordedPod {
  const seen = seenPod({ on: 'n1', created: at('09:00'), cpu: '200m', memory: '2Gi', ...spec })
  if (!seen) throw new Error('not of interest to a recording')
  return seen
}

export const visit = (created: string, more: Partial<Visit> = {}): Visit => ({
  pool: 'user',
  requests: { cpu: 200, memory: 2 * 2 ** 30 },
  createdMs: at(created),
  ...more,
})

/** What a watch says. */
export const syncedNodes = (...nodes: readonly Node[]): WatchEvent<Node> => ({
  type: 'synced',
  items: new Map(nodes.map((one) => [one.uid, one])),
})
export const syncedPods = (...pods: readonly RecordedPod[]): WatchEvent<RecordedPod> => ({
  type: 'synced',
  items: new Map(pods.map((one) => [one.pod.uid, one])),
})
export const applied = (one: RecordedPod): WatchEvent<RecordedPod> => ({
  type: 'applied',
  uid: one.pod.uid,
  item: one,
})
export const deleted = (one: RecordedPod): WatchEvent<RecordedPod> => ({
  type: 'deleted',
  uid: one.pod.uid,
  item: one,
})
export const failed = (because = 'connection refused'): WatchEvent<never> => ({
  type: 'failed',
  failure: { kind: 'network', because, retryInMs: 1000 },
})
