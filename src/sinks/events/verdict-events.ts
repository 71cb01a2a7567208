import type { Listener } from '../../domain/act/listener.ts'
import { linesOfVerdict, sayClass, sayVerdict } from '../../domain/verdict/say.ts'
import { regardedOf } from './regarded.ts'
import { eventWriter, type LeaderEventOptions, nameByWords } from './write-event.ts'

/** Tells on a pool's Deployment what became of each class, once its people have come. Never rejects. */
export function verdictEvents(options: LeaderEventOptions): Listener {
  const write = eventWriter(options)
  return {
    step: ({ leading, decision, observed }) => {
      if (!leading || observed.config.dryRun) return
      const zone = observed.config.calendar.timezone ?? 'utc'
      for (const verdict of decision.verdicts) {
        const regarding = regardedOf(verdict.pool, observed)
        if (!regarding) continue
        const { namespace } = regarding
        const note = [`${sayClass(verdict, zone)}: ${sayVerdict(verdict)}`, ...linesOfVerdict(verdict, zone)].join('; ')
        const name = nameByWords(regarding.name, `${verdict.startMs} ${verdict.uid}`)
        const type = verdict.late > 0 ? 'Warning' : 'Normal'
        void write({ name, namespace, note, regarding, action: 'Decide', reason: 'ClassOver', type })
      }
    },
  }
}
