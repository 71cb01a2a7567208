import { createHash } from 'node:crypto'
import { sayMicroTime } from '../domain/instant.ts'
import type { ProfilesConfigMap } from '../domain/profiles/config-map.ts'
import { api } from '../kubernetes/api.ts'
import type { Transport } from '../kubernetes/transport.ts'

export interface ProfilesEventsOptions {
  readonly transport: Transport
  readonly identity: string
  /** Epoch ms. */
  readonly now: () => number
}

/** The API server's limit on a note. */
const LONGEST_NOTE = 1024

/**
 * Tells on each ConfigMap what is wrong with it, for `kubectl describe`: once for each list of problems, whoever leads. An
 * Event is a courtesy: one that cannot be written is lost, the log has it too. Never rejects.
 */
export function profilesEvents({ transport, identity, now }: ProfilesEventsOptions) {
  const kubernetes = api(transport, { timeoutMs: 5000 })
  const told = new Set<string>()
  return async (configMaps: readonly ProfilesConfigMap[]): Promise<void> => {
    for (const { name, namespace, uid, source, reading } of configMaps) {
      const note = reading.problems.map(({ where, text }) => `${where.replace(source, '').trim()}: ${text}`).join('\n')
      // Its name says what it tells: another leader's would be refused as there already.
      const key = createHash('sha256').update(`${uid}\n${note}`).digest('hex').slice(0, 16)
      if (note === '' || told.has(key)) continue
      told.add(key)
      const event = {
        apiVersion: 'events.k8s.io/v1',
        kind: 'Event',
        metadata: { name: `${name.slice(0, 200)}.${key}`, namespace },
        eventTime: sayMicroTime(now()),
        reportingController: 'warmseats',
        reportingInstance: identity,
        action: 'Read',
        reason: 'ProfilesProblem',
        type: 'Warning',
        note: note.slice(0, LONGEST_NOTE),
        regarding: { apiVersion: 'v1', kind: 'ConfigMap', name, namespace, uid },
      }
      await kubernetes.create(`/apis/events.k8s.io/v1/namespaces/${namespace}/events`, event).catch(() => undefined)
    }
  }
}
