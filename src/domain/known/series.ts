import { titleOf } from '../calendar/event-name.ts'
import type { Interval } from '../demand/interval.ts'
import { MINUTE_MS } from '../duration.ts'
import { BIN_MS, FROM_MS, TO_MS } from '../forecast/bins.ts'
import { type Curve, poolCurve, seriesCurve, shareBy } from '../forecast/curve.ts'
import { expectedOf, sayExpected, sayPeople } from '../forecast/expected.ts'
import { binsOf, binsOfPool, cameTo } from '../forecast/occasions.ts'
import { sayMinute, sayWeekly } from '../forecast/say-week.ts'
import { isExam, type Occasion, type Series } from '../forecast/series.ts'
import { given } from '../given.ts'
import { sayInstant } from '../instant.ts'
import type { HistoryMode } from '../settings/forecast-rules.ts'
import type { KnownInput } from './known.ts'
import { type Saved, savedOf } from './saved.ts'

/** What is known of one series of classes. */
export interface KnownSeries {
  /** `user-tue-0900-1a2b`: names it on a command line. */
  readonly id: string
  /** As it is remembered. */
  readonly key: string
  /** Missing: the calendar does not name it now, and its title is not remembered. */
  readonly title?: string
  /** `Tuesdays 09:00` */
  readonly when: string
  readonly isExam: boolean
  /** The last that are remembered, the oldest first. */
  readonly times: readonly KnownTime[]
  readonly next: NextTime
  readonly curve: KnownCurve
  /** What the history would save; undefined while it is not only shown, or not known for long. */
  readonly saved?: Saved
}

export interface KnownTime {
  readonly at: string
  /** 0: no number was written. */
  readonly announced: number
  /** `83`, `fewer than 5` */
  readonly came: string
  /** It did not take place, and says nothing of the next. */
  readonly isMissed: boolean
}

/** What would be expected of it now. */
export interface NextTime {
  /** Missing: no class of it is in the calendar. */
  readonly at?: string
  /** 0: no number is written. */
  readonly announced?: number
  /** By who came before, whether that is held (`history: on`) or not. */
  readonly expected: string
  readonly because: string
}

export interface KnownCurve {
  /** When half of its people have come: `09:01`. */
  readonly halfBy: string
  /** Of those who come the share in each five minutes, from 30 before to 45 after the start. */
  readonly shares: readonly number[]
}

interface SeriesInput extends Pick<KnownInput, 'memory' | 'nowMs' | 'perNode'> {
  readonly key: string
  readonly series: Series
  readonly named: Interval | undefined
  readonly history: HistoryMode
}

export function knownSeries({ key, series, named, history, memory, nowMs, perNode }: SeriesInput): KnownSeries {
  const { pool, weekday, minute, occasions } = series
  const curve = seriesCurve(poolCurve(binsOfPool(memory.series, pool)), binsOf(series))
  const saved = history === 'show' ? savedOf([series], perNode(pool)) : undefined
  const coming = named && named.startMs + TO_MS > nowMs ? named : undefined
  return {
    id: idOf(key, series),
    key,
    ...given({ title: named && titleOf(named) }),
    when: sayWeekly(weekday, minute),
    isExam: isExam(series),
    times: occasions.map(timeOf),
    next: nextOf(coming, { key, series, history, memory }),
    curve: {
      halfBy: sayMinute(minute + halfAfter(curve)),
      shares: curve.map((share) => Math.round(share * 1000) / 1000),
    },
    ...given({ saved }),
  }
}

const SHORT_DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** Four digits of the title's fingerprint: two classes of one pool at the same minute share theirs once in 65,000. */
const idOf = (key: string, { pool, weekday, minute }: Series): string =>
  `${pool}-${SHORT_DAYS[weekday - 1]}-${sayMinute(minute).replace(':', '')}-${(key.split(' ').at(-1) ?? '').slice(0, 4)}`

const timeOf = (one: Occasion): KnownTime => ({
  at: sayInstant(one.startMs),
  announced: one.announced,
  came: sayPeople(cameTo(one)),
  isMissed: one.missed === true,
})

function nextOf(
  coming: Interval | undefined,
  { key, series, history, memory }: Pick<SeriesInput, 'key' | 'series' | 'history' | 'memory'>,
): NextTime {
  const announced = coming?.amount ?? 0
  const expected = expectedOf(memory.series, series, announced, key)
  return {
    ...given({ at: coming && sayInstant(coming.startMs), announced: coming && announced }),
    expected: sayPeople(Math.ceil(expected.people)),
    because: sayExpected(expected, history === 'on' || announced === 0) ?? '',
  }
}

/** Minutes from the start until half of the people have come; before it negative. */
function halfAfter(curve: Curve): number {
  const step = BIN_MS / 5
  let ms = FROM_MS
  while (ms < TO_MS && shareBy(curve, ms) < 0.5) ms += step
  return ms / MINUTE_MS
}
