import { HOUR_MS, MINUTE_MS } from '../../domain/duration.ts'
import type { Chance } from './chance.ts'
import { CROWDS, type Crowd } from './courses.ts'

/** One server of one person. Epoch ms. */
export interface VisitTimes {
  readonly arrivesMs: number
  readonly leavesMs: number
}

/** An idle server is culled so long after its person left it running, as most do. */
const CULLED_AFTER_MS = HOUR_MS
const LEFT_RUNNING = 0.85
/** Before an exam at least so many are early. */
const EARLY_AT_EXAMS = 0.45

export interface Meeting {
  readonly startMs: number
  readonly minutes: number
  readonly people: number
  readonly crowd: Crowd
  readonly isExam?: boolean
}

/** Who comes to one class, and how long their servers run. */
export function crowdOf({ startMs, minutes, people, crowd, isExam }: Meeting, chance: Chance): VisitTimes[] {
  const { early: usual, trickle } = CROWDS[crowd]
  const early = isExam ? Math.max(usual, EARLY_AT_EXAMS) : usual
  const endMs = startMs + minutes * MINUTE_MS
  return Array.from({ length: people }, () => {
    const arrivesMs = startMs + Math.round(arrivalMinutes(early, trickle, chance) * 60) * 1000
    const staysToTheEnd = chance.share() < LEFT_RUNNING
    const goneMs = staysToTheEnd ? endMs + chance.between(-5, 10) * MINUTE_MS : chance.between(arrivesMs, endMs)
    const culledMs = chance.share() < LEFT_RUNNING ? CULLED_AFTER_MS : 0
    return { arrivesMs, leavesMs: Math.round(Math.max(arrivesMs + 5 * MINUTE_MS, goneMs) + culledMs) }
  })
}

/** After the start; before it negative. */
function arrivalMinutes(early: number, trickle: number, { share }: Chance): number {
  const lot = share()
  if (lot < early) return -5 - 15 * share() ** 1.3
  if (lot < early + trickle) return 12 + 28 * share() ** 1.5
  return -3 + 15 * Math.abs(share() + share() - 1)
}
