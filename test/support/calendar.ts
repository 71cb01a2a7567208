import type { Ask, GivenLead } from '../../src/domain/calendar/ask.ts'
import type { Occurrence } from '../../src/domain/calendar/occurrence.ts'
import type { Interval } from '../../src/domain/demand/interval.ts'
import { type Timeline, timelineOf } from '../../src/domain/demand/timeline.ts'
import { given } from '../../src/domain/given.ts'
import type { Resources } from '../../src/domain/scheduling/resources.ts'
import type { Config } from '../../src/domain/settings/config.ts'
import { at } from './time.ts'

export interface OccurrenceSpec {
  readonly title?: string
  readonly uid?: string
  /** A time of the tests' day, an ISO instant, or epoch ms. 09:00 to 10:00 unless said. */
  readonly from?: string | number
  readonly to?: string | number
  /** By pool: an integer, or an amount by unit. */
  readonly asks?: Readonly<Record<string, number | Ask>>
  readonly leadTimeMs?: GivenLead
  readonly trailTimeMs?: number
  /** Whom it means: `class: data8`. */
  readonly class?: string
  /** By pool: what a seat requests. */
  readonly seats?: Readonly<Record<string, Resources>>
  /** The mail address of whoever wrote it. */
  readonly organizer?: string
}

/** One occurrence of an event: `occurrence({title: 'Midterm', from: '08:50', to: '09:10', asks: {user: 4}})`. */
export function occurrence(spec: OccurrenceSpec = {}): Occurrence {
  const { title = 'Midterm', asks = {}, leadTimeMs, trailTimeMs, class: name } = spec
  return {
    uid: spec.uid ?? `${title}@test`,
    summary: title,
    startMs: instant(spec.from ?? '09:00'),
    endMs: instant(spec.to ?? '10:00'),
    allDay: false,
    ...given({ organizer: spec.organizer }),
    description: {
      asks: new Map(
        Object.entries(asks).map(([pool, ask]) => [pool, typeof ask === 'number' ? { integer: ask } : ask]),
      ),
      problems: [],
      ...given({
        leadTimeMs,
        trailTimeMs,
        seats: spec.seats && new Map(Object.entries(spec.seats)),
        classes: name === undefined ? undefined : [{ name, line: `«class: ${name}»`, isPlain: true }],
      }),
    },
  }
}

const instant = (time: string | number): number => (typeof time === 'number' ? time : at(time))

/** The timeline of such events: `timeline(config, {asks: {user: 4}})`. */
export const timeline = (config: Config, ...events: OccurrenceSpec[]): Timeline =>
  timelineOf(events.map(occurrence), config)

/** What one event asks of pool `user` from a time until 10:00: `interval('students', 350, 'Exam', '08:50')`. */
export const interval = (unit: Interval['unit'], amount: number, summary: string, from = '08:50'): Interval => ({
  pool: 'user',
  fromMs: at(from),
  toMs: at('10:00'),
  unit,
  amount,
  uid: summary,
  summary,
  startMs: at('09:00'),
  endMs: at('10:00'),
  window: summary,
  given: {},
})
