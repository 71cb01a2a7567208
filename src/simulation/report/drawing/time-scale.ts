import { DateTime } from 'luxon'
import { type Plot, plotOf, type Span, type Tick } from '../../../charts/plot.ts'
import { type Rhythm, timeTicks } from '../../../charts/time-ticks.ts'
import type { Rehearsal } from '../../scenario/read.ts'
import { daysOf, nightsOf } from './days.ts'
import type { Layout } from './layout.ts'

/** The time of a scenario, as all its charts have it. */
export interface TimeScale {
  readonly span: Span
  readonly ticks: readonly Tick[]
  /** Where days begin, as far as each can be told from the next. */
  readonly midnights: readonly number[]
  readonly nights: readonly Span[]
  /** In the middle of each day; none in a scenario of one day. */
  readonly names: readonly Tick[]
}

/** A day has to be so wide, in pixels: to be seen, to have a night, to be named, and to have a date. */
const [SEEN, NIGHTLY, NAMED, DATED] = [8, 20, 34, 74]

export function timeScaleOf(
  { scenario, timezone }: Pick<Rehearsal, 'scenario' | 'timezone'>,
  layout: Layout,
): TimeScale {
  const span = { fromMs: scenario.startMs, toMs: scenario.endMs }
  const days = daysOf(span, timezone)
  const { x } = plotOf({ ...layout, top: 0, bottom: 1 }, span, 1)
  const [day] = days
  const width = day ? x(day.toMs) - x(day.fromMs) : 0
  return {
    span,
    ticks: ticksOf(span, timezone, layout),
    midnights: width >= SEEN ? days.map(({ fromMs }) => fromMs).filter((ms) => ms > span.fromMs) : [],
    nights: width >= NIGHTLY ? nightsOf(span, timezone) : [],
    names: days.length > 1 ? namesOf(days, span, { zone: timezone, width, x }) : [],
  }
}

interface NameRoom extends Pick<Plot, 'x'> {
  readonly zone: string
  readonly width: number
}

/** Of the days whose names have room: the first and the last may be cut. */
function namesOf(days: readonly Span[], span: Span, { zone, width, x }: NameRoom): Tick[] {
  if (width < NAMED) return []
  return days.flatMap((day) => {
    const seen = { fromMs: Math.max(day.fromMs, span.fromMs), toMs: Math.min(day.toMs, span.toMs) }
    const room = x(seen.toMs) - x(seen.fromMs)
    if (room < NAMED) return []
    const text = DateTime.fromMillis(day.fromMs, { zone, locale: 'en' }).toFormat(room < DATED ? 'ccc' : 'ccc d LLL')
    return [{ at: (seen.fromMs + seen.toMs) / 2, text }]
  })
}

const RHYTHMS: readonly Rhythm[] = [
  ...[0.25, 0.5, 1, 2, 3, 6, 12].map((hours) => ({ hours, format: 'HH:mm' })),
  { hours: 24, format: 'ccc' },
  ...[48, 168, 336].map((hours) => ({ hours, format: 'd LLL' })),
]

/** Those whose texts are not cut at the ends. */
function ticksOf(span: Span, zone: string, { ticks: most, left, right }: Layout): Tick[] {
  const edge = ((span.toMs - span.fromMs) * 12) / (right - left)
  return timeTicks(span, zone, { rhythms: RHYTHMS, most }).filter(
    ({ at }) => at >= span.fromMs + edge && at <= span.toMs - edge,
  )
}
