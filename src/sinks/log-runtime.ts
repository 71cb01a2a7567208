import type { Logger } from 'pino'
import { sayDuration } from '../domain/duration.ts'
import { sayInstant } from '../domain/instant.ts'
import type { RuntimeEvent } from '../domain/runtime-event.ts'

/** What happens around decisions. */
export function logRuntime(log: Logger, event: RuntimeEvent): void {
  switch (event.type) {
    case 'config loaded':
      log.info({ pools: event.pools }, 'config loaded')
      for (const { where, text } of event.warnings) log.warn({ where, text }, 'config warning')
      return
    case 'config refused': {
      const goesOn = 'the last good config goes on'
      for (const { where, text } of event.errors) log.error({ where, text, goesOn }, 'config refused')
      return
    }
    case 'watch failed': {
      const { resource, kind, because, retryInMs } = event
      // Lost connections are everyday life, and an outage is told as a whole; a refusal needs a person.
      const level = kind === 'forbidden' || kind === 'unauthorized' ? 'error' : 'debug'
      log[level]({ resource, because, retryInMs: Math.round(retryInMs) }, 'watch failed')
      return
    }
    case 'watch recovered':
      log.debug({ resource: event.resource }, 'watch recovered')
      return
    case 'cluster lost': {
      const { because, resources, forMs } = event
      const goesOn = 'counts may rise, and do not fall'
      log.warn({ because, resources, for: sayDuration(forMs), goesOn }, 'cluster lost')
      return
    }
    case 'cluster found':
      log.info({ after: sayDuration(event.forMs) }, 'cluster found')
      return
    case 'lists read': {
      const { type, ...fields } = event
      log.info(fields, type)
      return
    }
    case 'clock wrong': {
      const { aheadMs } = event
      const by = `${sayDuration(Math.abs(aheadMs))} ${aheadMs > 0 ? 'ahead of' : 'behind'} the API server's`
      log.warn({ by }, 'clock wrong')
      return
    }
    case 'part failed': {
      const { part, because, retryInMs } = event
      log.error({ part, because, retryInMs }, 'part failed')
      return
    }
    case 'feed closed':
      log.warn({ because: event.because }, 'feed closed')
      return
    case 'calendar store full':
      log.warn({ kept: event.kept, of: event.of, leftOutFrom: sayInstant(event.fromMs) }, 'calendar store full')
      return
    case 'calendar store failed':
      log.warn({ because: event.because }, 'calendar store failed')
      return
    case 'state measured':
      return
    case 'state cut':
      log.warn({ because: event.because }, 'state cut')
      return
    case 'state not kept':
      log.error({ part: event.part, because: event.because }, 'state not kept')
      return
    case 'state kept again':
      log.info({ part: event.part }, 'state kept again')
      return
    case 'notified':
    case 'notification works again': {
      const { type, ...fields } = event
      log.info(fields, type)
      return
    }
    case 'connections refused':
    case 'notification failed':
    case 'notification given up':
    case 'notifications held back':
    case 'notifications not kept': {
      const { type, ...fields } = event
      log.warn(fields, type)
      return
    }
    case 'state made anew':
      log.warn(event.type)
      return
    default:
      log.info(event.type)
  }
}
