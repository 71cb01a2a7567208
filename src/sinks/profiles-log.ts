import type { Logger } from 'pino'
import { sayInstant } from '../domain/instant.ts'
import type { Problem } from '../domain/problem.ts'
import type { Admission, ProfilesEvent } from '../domain/profiles/known/profiles-event.ts'
import { onChange } from './on-change.ts'
import { refusedCallersLog } from './refused-callers.ts'

/**
 * Profiles in the log: what was read, what is wrong with it (once), and what became of pods and of hubs that ask. See
 * docs/log.md.
 * @param now ms, any clock
 */
export function profilesLog(log: Logger, now: () => number): (event: ProfilesEvent) => void {
  const problems = onChange<Problem>(
    ({ where, text }) => log.warn({ where, text }, 'profiles problem'),
    ({ where, text }) => log.info({ where, text }, 'profiles problem gone'),
  )
  const refusedCaller = refusedCallersLog(log, now)
  return (event) => {
    switch (event.type) {
      case 'profiles read': {
        const { set, configMaps, problems: found } = event.known
        const { profiles, sizes } = set
        const sources = configMaps.map(({ source }) => source)
        log.info({ profiles: profiles.length, sizes: sizes.length, sources }, 'profiles read')
        return problems(found, ({ where, text }) => `${where}\n${text}`)
      }
      case 'admission':
        return logAdmission(log, event.admission)
      case 'service owner failed':
        return log.error({ because: event.because }, 'service owner failed')
      case 'profiles API failed':
        return log.warn({ because: event.because }, 'profiles API failed')
      case 'caller refused':
        return refusedCaller(event.refused)
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

function logAdmission(log: Logger, { outcome, namespace, user, profiles, warnings }: Admission): void {
  const fields = { user, namespace, profiles }
  if (outcome === 'refused') log.warn({ ...fields, warnings }, 'pod refused')
  else if (outcome === 'failed') log.error({ namespace, warnings }, 'pod without profiles')
  else if (warnings.length > 0) log.warn({ ...fields, warnings }, 'profiles applied')
  else log.debug(fields, 'profiles applied')
}
