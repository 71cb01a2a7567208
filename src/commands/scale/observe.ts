import { concat, firstValueFrom, merge, NEVER, type Observable, of, Subject } from 'rxjs'
import { pipeline } from '../../../streams/pipeline.ts'
import { buffers$ } from '../../../streams/sources/buffers.ts'
import { store$, storedReadings$ } from '../../../streams/sources/calendar-store.ts'
import { calendars$, mergeCalendars } from '../../../streams/sources/calendars.ts'
import { deployments$, nodes$, pods$ } from '../../../streams/sources/cluster.ts'
import { lent$ } from '../../../streams/sources/lent.ts'
import type { State } from '../../../streams/sources/state.ts'
import type { WatchFailure } from '../../../streams/watch/watch.ts'
import type { Step } from '../../domain/act/step.ts'
import { NO_READING } from '../../domain/calendar/merge-calendars.ts'
import type { CalendarState } from '../../domain/calendar/occurrence.ts'
import { NO_HINTS } from '../../domain/cluster/hints.ts'
import { NO_HUB } from '../../domain/hub/view.ts'
import type { Config } from '../../domain/settings/config.ts'
import type { Transport } from '../../kubernetes/transport.ts'
import { calendarSources } from '../calendar-sources.ts'
import type { Release } from '../cluster/release.ts'
import { InputError } from '../read-input.ts'

export interface ScaleWorld {
  readonly transport: Transport
  readonly namespace: string
  readonly release: Release | undefined
  /** Where the Secrets that the config's calendars name are. */
  readonly secrets: string
}

/**
 * The product's own pipeline, for one decision. What it would wait for is an error here.
 * @throws InputError
 */
export function decideOnce(config: Config, state: State | undefined, world: ScaleWorld): Promise<Step> {
  const failure$ = new Subject<never>()
  // Nobody waits here for a cluster that does not answer.
  const onHealth = (_: string, failure: WatchFailure | undefined) => {
    if (failure && failure.kind !== 'projection') failure$.error(new InputError(failure.because))
  }
  const deps = { ...world, onHealth }
  const seen = { value: state, freshness: { at: 'live', sinceMs: 0 } } as const
  const step$ = pipeline({
    config$: staying(config),
    leading$: staying(true),
    calendar$: calendarOf(config, world),
    nodes$: nodes$(deps),
    pods$: pods$(staying(config), deps),
    deployments$: deployments$(deps),
    lent$: lent$(staying(config), staying(seen), deps),
    buffers$: buffers$(staying(config), staying(seen), deps),
    state$: staying(seen),
    hints$: staying(NO_HINTS),
    hub$: staying(NO_HUB),
    exams$: staying([]),
  })
  return firstValueFrom(merge(step$, failure$))
}

const staying = <T>(value: T): Observable<T> => concat(of(value), NEVER)

function calendarOf(config: Config, { transport, namespace, release, secrets }: ScaleWorld): Observable<CalendarState> {
  const { calendar, calendarStore } = release ?? {}
  if (calendar && 'unread' in calendar)
    return staying({ health: { at: 'failing', sinceMs: 0, because: calendar.unread }, reading: NO_READING })
  const sources$ = staying(calendarSources(config, { secrets, url: calendar?.url }))
  const stored$ = calendarStore && storedReadings$(store$({ transport, namespace, name: calendarStore }))
  return mergeCalendars(calendars$(sources$, stored$ ? { stored$ } : {}))
}
