/** One class of a pool, and people who come to it. */
import { minuteOf } from '../../../../src/domain/cluster/arrivals.ts'
import type { Interval } from '../../../../src/domain/demand/interval.ts'
import { BIN_MS, BINS, FROM_MS, PAD_MS } from '../../../../src/domain/forecast/bins.ts'
import type { Class } from '../../../../src/domain/forecast/class.ts'
import { PRIOR, shareBy } from '../../../../src/domain/forecast/curve.ts'
import type { Minutes } from '../../../../src/domain/forecast/minutes.ts'
import type { ForecastReactions } from '../../../../src/domain/settings/forecast-rules.ts'
import { at, MINUTE } from '../../../support/time.ts'

export const ALL: ForecastReactions = { curve: true, earlyBirds: true, revision: true, baseline: true, surge: true }

/** `Data 8` of the pool user, at 09:00 for an hour. */
export function classAt(time: string, announced: number, more: Partial<Class> & { readonly uid?: string } = {}): Class {
  const { uid = 'data8', ...others } = more
  const startMs = at(time)
  const interval: Interval = {
    pool: 'user',
    unit: 'students',
    amount: announced,
    uid,
    summary: 'Data 8',
    startMs,
    endMs: startMs + 60 * MINUTE,
    fromMs: startMs - 10 * MINUTE,
    toMs: startMs + 60 * MINUTE,
    window: `user students ${uid} ${startMs}`,
    given: {},
    isLeadAuto: true,
  }
  return { interval, expected: announced, curve: PRIOR, padMs: PAD_MS, ...others }
}

/** So many people by the curve to begin with, so many minutes later than it says (negative: earlier). */
export function comeBy(time: string, people: number, shiftMinutes = 0): Minutes {
  const by = (minute: number) => Math.round(people * shareBy(PRIOR, FROM_MS + minute * MINUTE))
  const counts = Array.from({ length: BINS * (BIN_MS / MINUTE) }, (_, minute) => by(minute + 1) - by(minute))
  return { from: minuteOf(at(time) + FROM_MS) + shiftMinutes, counts }
}

/** By minute, as `replay` takes them. */
export const arrivals = (people: number, shiftMinutes = 0): readonly number[] => {
  const { counts } = comeBy('09:00', people)
  return Array.from({ length: BINS * (BIN_MS / MINUTE) }, (_, minute) => counts[minute - shiftMinutes] ?? 0)
}
