import type { Logger } from 'pino'
import { sayInstant } from '../domain/instant.ts'
import type { Problem } from '../domain/problem.ts'
import type { ProfilesEvent } from '../domain/profiles/known/profiles-event.ts'
import { onChange } from './on-change.ts'

/** Profiles in the log: what was read, what is wrong with it (once), and what became of pods. See docs/log.md. */
export function profilesLog(log: Logger): (event: ProfilesEvent) => void {
  const problems = onChange<Problem>(
    ({ where, text }) => log.warn({ where, text }, 'profiles problem'),
    ({ where, text }) => log.info({ where, text }, 'profiles problem gone'),
  )
  return (event) => {
    switch (event.type) {
      case 'profiles read': {
        const { set, configMaps, problems: found } = event.known
        const { profiles, sizes } = set
        const sources = configMaps.map(({ source }) => source)
        log.info({ profiles: profiles.length, sizes: sizes.length, sources }, 'profiles read')
        return problems(found, ({ where, text }) => `${where}\n${text}`)
      }
      case 'admission': {
        const { outcome, namespace, user, profiles, warnings } = event.admission
        if (outcome === 'refused') return log.warn({ user, namespace, profiles, warnings }, 'pod refused')
        if (outcome === 'failed') return log.error({ namespace, warnings }, 'pod without profiles')
        const level = warnings.length > 0 ? 'warn' : 'debug'
        return log[level](
          { user, namespace, profiles, ...(warnings.length > 0 ? { warnings } : {}) },
          'profiles applied',
        )
      }
      case 'service owner failed':
        return log.error({ because: event.because }, 'service owner failed')
      case 'profiles API failed':
        return log.warn({ because: event.because }, 'profiles API failed')
      case 'certificate loaded':
        return log.info({ validUntil: sayInstant(event.validUntilMs) }, 'certificate loaded')
      case 'certificate step': {
        const { step } = event
        return log.info(
          { step: step.type, ...('because' in step ? { because: step.because } : {}) },
          'certificate step made',
        )
      }
      case 'certificate failed':
        return log.error({ step: event.step.type, because: event.because }, 'certificate step failed')
    }
  }
}
