import { createHash } from 'node:crypto'
import type { ProfilesConfigMap } from '../domain/profiles/reading/config-map.ts'
import { eventWriter, type LeaderEventOptions } from './write-event.ts'

/**
 * Tells on each ConfigMap what is wrong with it, for `kubectl describe`: once for each list of problems, whoever leads.
 * Never rejects.
 */
export function profilesEvents(options: LeaderEventOptions) {
  const write = eventWriter(options)
  const told = new Set<string>()
  return async (configMaps: readonly ProfilesConfigMap[]): Promise<void> => {
    for (const { name, namespace, uid, source, reading } of configMaps) {
      const note = reading.problems.map(({ where, text }) => `${where.replace(source, '').trim()}: ${text}`).join('\n')
      // Its name says what it tells: another leader's would be refused as there already.
      const key = createHash('sha256').update(`${uid}\n${note}`).digest('hex').slice(0, 16)
      if (note === '' || told.has(key)) continue
      told.add(key)
      await write({
        name: `${name.slice(0, 200)}.${key}`,
        namespace,
        action: 'Read',
        reason: 'ProfilesProblem',
        type: 'Warning',
        note,
        regarding: { apiVersion: 'v1', kind: 'ConfigMap', name, namespace, uid },
      })
    }
  }
}
