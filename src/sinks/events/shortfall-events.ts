import type { Listener } from '../../domain/act/listener.ts'
import type { Step } from '../../domain/act/step.ts'
import { shortfallProblem } from '../../domain/fit/say-shortfall.ts'
import { regardedOf } from './regarded.ts'
import { eventWriter, type LeaderEventOptions, nameByWords, type ToldEvent } from './write-event.ts'

/**
 * Tells on a pool's Deployment, else on the release's state ConfigMap, of each class that the pool is too small for: once for
 * each sentence, whoever leads. Never rejects.
 */
export function shortfallEvents(options: LeaderEventOptions): Listener {
  const write = eventWriter(options)
  const told = new Set<string>()
  return {
    step: (step) => {
      if (!step.leading || step.observed.config.dryRun) return
      for (const event of warningsOf(step)) {
        if (told.has(event.name)) continue
        told.add(event.name)
        void write({ ...event, action: 'Decide', reason: 'DoesNotFit', type: 'Warning' })
      }
    },
  }
}

type Warning = Pick<ToldEvent, 'name' | 'namespace' | 'note' | 'regarding'>

function warningsOf({ decision, observed }: Step): Warning[] {
  const zone = observed.config.calendar.timezone ?? 'utc'
  return [...decision.pools.values()].flatMap(({ pool, shortfalls }) => {
    const regarding = regardedOf(pool, observed)
    if (!regarding) return []
    return shortfalls.map((one): Warning => {
      const note = shortfallProblem(pool, one, zone).text
      const name = nameByWords(regarding.name, `${pool}\n${note}`)
      return { name, namespace: regarding.namespace, note, regarding }
    })
  })
}
