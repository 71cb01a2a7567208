import type { ProfilesConfigMap } from '../../domain/profiles/reading/config-map.ts'
import { eventWriter, type LeaderEventOptions, nameByWords } from './write-event.ts'

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
      const eventName = nameByWords(name, `${uid}\n${note}`)
      if (note === '' || told.has(eventName)) continue
      told.add(eventName)
      await write({
        name: eventName,
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
