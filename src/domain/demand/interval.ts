import { type Ask, AUTO_STUDENTS, type GivenLead, UNITS, type Unit } from '../calendar/ask.ts'
import { type Occurrence, occurrenceKey } from '../calendar/occurrence.ts'
import { given } from '../given.ts'
import type { Resources } from '../scheduling/resources.ts'
import type { PoolConfig } from '../settings/config.ts'
import { UNLEARNED } from './lead-time.ts'

/** What one occurrence asks of one pool, half-open [fromMs, toMs): its lead and trail time are in it. */
export interface Interval {
  readonly pool: string
  readonly fromMs: number
  readonly toMs: number
  readonly unit: Unit
  readonly amount: number
  readonly uid: string
  readonly summary: string
  /** The event's own start and end, without lead and trail time. */
  readonly startMs: number
  readonly endMs: number
  /** Names the window that the occurrence opens for the pool. */
  readonly window: string
  /** Lead and trail time as far as the event does not say them itself: fixed when the window opens. */
  readonly given: WindowTimes
  /** Its lead time is `auto`: `given.leadMs` is what that stands for in the pool. */
  readonly isLeadAuto?: true
  /** `students: auto`: nobody wrote a number, and `amount` is 0. */
  readonly isAuto?: true
  /** The same, and `amount` is what is expected, by who came before. */
  readonly isExpected?: true
  /** What a seat requests while it counts, at least; missing: what one does in the pool. */
  readonly seat?: Resources
  /** Of students: the class of the config whose people they are; missing: whoever comes may be one of them. */
  readonly who?: string
}

/** What is added to an event's own time, where the event itself does not say. */
export interface WindowTimes {
  readonly leadMs?: number
  readonly trailMs?: number
}

/**
 * What an occurrence asks of a pool, unit by unit. One that would be over as it begins is none.
 * @param who the class that it means; undefined: nobody says
 */
export const intervalsOf = (occurrence: Occurrence, pool: PoolConfig, ask: Ask, who?: string): Interval[] =>
  UNITS.flatMap((unit) => {
    const amount = ask[unit]
    const interval = amount === undefined ? undefined : intervalOf(occurrence, pool, unit, amount)
    if (!interval || interval.toMs <= interval.fromMs) return []
    return [unit === 'students' && who !== undefined ? { ...interval, who } : interval]
  })

function intervalOf(occurrence: Occurrence, pool: PoolConfig, unit: Unit, amount: number): Interval {
  const { uid, summary, startMs, endMs, description } = occurrence
  const { leadTimeMs, trailTimeMs } = description
  const lead = leadTimeMs ?? pool.leadTimeMs ?? DEFAULT_LEAD[unit]
  const isLeadAuto = lead === 'auto'
  const leadMs = isLeadAuto ? UNLEARNED.ms : lead
  const trailMs = trailTimeMs ?? pool.trailTimeMs ?? 0
  return {
    pool: pool.name,
    fromMs: startMs - leadMs,
    toMs: endMs + trailMs,
    unit,
    amount: Math.max(0, amount),
    uid,
    summary,
    startMs,
    endMs,
    window: `${pool.name} ${unit} ${occurrenceKey(occurrence)}`,
    given: given({
      leadMs: leadTimeMs === undefined || isLeadAuto ? leadMs : undefined,
      trailMs: trailTimeMs === undefined ? trailMs : undefined,
    }),
    ...(isLeadAuto ? { isLeadAuto } : {}),
    ...(amount === AUTO_STUDENTS ? { isAuto: true } : {}),
  }
}

/** Integers count from their start: calendars written for the predecessor keep their meaning. */
const DEFAULT_LEAD: Readonly<Record<Unit, GivenLead>> = {
  integer: 0,
  students: 'auto',
  seats: 'auto',
  nodes: 'auto',
}
