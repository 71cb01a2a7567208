import { DateTime } from 'luxon'
import type { Rehearsal } from '../scenario/read.ts'
import type { Tick } from './svg.ts'

const HOUR_MS = 3_600_000
const STEPS = [0.25, 0.5, 1, 2, 3, 6, 12, 24, 48, 96, 168].map((hours) => hours * HOUR_MS)
const MOST = 7

/** Round times of the scenario's own day, as many as have room. */
export function ticksOf({ scenario: { startMs, endMs }, timezone }: Rehearsal): Tick[] {
  const step = STEPS.find((ms) => (endMs - startMs) / ms <= MOST) ?? (STEPS.at(-1) as number)
  const zoned = (ms: number) => DateTime.fromMillis(ms, { zone: timezone, locale: 'en' })
  const ticks: Tick[] = []
  for (let ms = zoned(startMs).startOf('day').toMillis(); ms < endMs; ms += step)
    if (ms >= startMs + (endMs - startMs) * 0.02 && ms <= endMs - (endMs - startMs) * 0.02)
      ticks.push({
        at: ms,
        text: zoned(ms).toFormat(step > 24 * HOUR_MS ? 'd LLL' : step === 24 * HOUR_MS ? 'ccc' : 'HH:mm'),
      })
  return ticks
}
