import { minuteOf } from '../cluster/arrivals.ts'
import { MINUTE_MS } from '../duration.ts'
import { cameTo } from '../forecast/attribution.ts'
import { BIN_MS, BINS, FROM_MS, TO_MS } from '../forecast/bins.ts'
import type { Class } from '../forecast/class.ts'
import { type Crowd, peopleOf } from '../forecast/crowd.ts'
import { cameBetween, type Minutes } from '../forecast/minutes.ts'
import { countAt, type PoolLife } from './life.ts'

/** What one minute brought of a class's own people; shares of people, where others came too. */
export interface OwnMinute {
  readonly came: number
  readonly late: number
  /** The longest that somebody of the minute waited. ms */
  readonly longestMs: number
}

export interface OwnMinutesInput {
  readonly came: Crowd
  readonly life: PoolLife
  /** All whose people came in the same minutes. */
  readonly classes: readonly Class[]
  readonly usual: (ms: number) => number
}

/** From half an hour before the start of a class on, minute by minute, as its bins have their shares. */
export function ownMinutes(one: Class, { came, life, classes, usual }: OwnMinutesInput): readonly OwnMinute[] {
  const { startMs, who } = one.interval
  const firstMs = startMs + FROM_MS
  const own = cameTo(one, { came, classes, usual, countsFromMs: firstMs, untilMs: startMs + TO_MS })
  const mine = peopleOf(came, who)
  return Array.from({ length: BINS * MINUTES_A_BIN }, (_, at) => {
    const bin = Math.floor(at / MINUTES_A_BIN)
    const binMs = firstMs + bin * BIN_MS
    const people = cameBetween(mine, binMs, binMs + BIN_MS)
    const share = people === 0 ? 0 : (own[bin] ?? 0) / people
    const minute = minuteOf(firstMs) + at
    const of = (counts: Minutes) => countAt(counts, minute) ?? 0
    const ours = share * of(mine)
    // Of those who waited nobody knows the class: it has its share of the minute's people.
    const late = ours === 0 ? 0 : (ours / of(came.all)) * Math.min(of(life.late), of(came.all))
    return { came: ours, late, longestMs: late > 0 ? of(life.longest) * 1000 : 0 }
  })
}

const MINUTES_A_BIN = BIN_MS / MINUTE_MS
