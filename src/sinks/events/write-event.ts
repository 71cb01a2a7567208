import { createHash } from 'node:crypto'
import { cutToBytes, LONGEST_NOTE } from '../../domain/cut-to-bytes.ts'
import { sayMicroTime } from '../../domain/instant.ts'
import type { Reason } from '../../domain/notices/reasons.ts'
import { sayPlainly } from '../../domain/say.ts'
import { withoutPodNames } from '../../domain/snapshot/problems.ts'
import { api } from '../../kubernetes/api.ts'
import { apiPath } from '../../kubernetes/api-path.ts'
import type { LeaderTransport } from '../../kubernetes/leader-transport.ts'
import type { Transport } from '../../kubernetes/transport.ts'

export interface EventSinkOptions {
  readonly transport: Transport
  readonly identity: string
  /** Epoch ms. */
  readonly now: () => number
}

/** Of what only the leader tells. */
export interface LeaderEventOptions extends EventSinkOptions {
  readonly transport: LeaderTransport
}

/** An Event about an object, as `kubectl describe` shows it. */
export interface ToldEvent {
  /** Of the Event: a second one of this name is refused as there already. */
  readonly name: string
  /** The object's; what has none is told in `default`. */
  readonly namespace: string
  readonly action: string
  readonly reason: Reason
  readonly type: 'Normal' | 'Warning'
  /** On one line, cut to what the API server takes; a user's pod, which bears the user's name, is not named. */
  readonly note: string
  readonly regarding: {
    readonly apiVersion: string
    readonly kind: string
    readonly name: string
    readonly namespace?: string
    readonly uid: string
  }
}

/**
 * A name that says what is told: another leader's Event of the same words is refused as there already.
 * @param about the name of the object
 * @param said what tells this Event from others on objects of that name
 */
export const nameByWords = (about: string, said: string): string =>
  `${about.slice(0, 200)}.${createHash('sha256').update(said).digest('hex').slice(0, 16)}`

/** Where the Events of a namespace are. */
export const eventsPath = (namespace: string): string => apiPath`/apis/events.k8s.io/v1/namespaces/${namespace}/events`

/** An Event as the API server takes it. */
export function eventObject(
  { name, namespace, note, ...told }: ToldEvent,
  { identity, now }: Pick<EventSinkOptions, 'identity' | 'now'>,
): object {
  return {
    apiVersion: 'events.k8s.io/v1',
    kind: 'Event',
    metadata: { name, namespace },
    eventTime: sayMicroTime(now()),
    reportingController: 'warmseats',
    reportingInstance: identity,
    ...told,
    note: cutToBytes(sayPlainly(withoutPodNames(note)), LONGEST_NOTE),
  }
}

/** Writes Events. One is a courtesy: one that cannot be written is lost, the log has it too. Never rejects. */
export function eventWriter({ transport, ...from }: EventSinkOptions): (event: ToldEvent) => Promise<void> {
  const kubernetes = api(transport, { timeoutMs: EVENT_TIMEOUT_MS })
  return async (event) => {
    await kubernetes.create(eventsPath(event.namespace), eventObject(event, from)).catch(() => undefined)
  }
}

export const EVENT_TIMEOUT_MS = 5000
