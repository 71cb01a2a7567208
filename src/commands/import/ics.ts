import { createHash } from 'node:crypto'
import ical from 'ical-generator'
import { DateTime } from 'luxon'
import { ANY_POOL } from '../../domain/calendar/ask.ts'
import { written } from '../../domain/calendar/say-ask.ts'
import type { Exam } from '../../domain/timetable/exam.ts'

export interface IcsOptions {
  /** Without it the times are those of whoever reads the calendar. */
  readonly timezone: string | undefined
  /** Of exams that name none; empty: they name none. */
  readonly pool: string
  readonly nowMs: number
}

/** Exams as a calendar. The same exam has the same UID again, so that importing a table anew makes none twice. */
export function examsToIcs(exams: readonly Exam[], { timezone, pool, nowMs }: IcsOptions): string {
  const calendar = ical({ prodId: { company: 'Warmseats', product: 'import' } })
  const known = new Map<string, number>()
  for (const exam of exams) {
    const name = JSON.stringify([exam.course, exam.start, exam.pool])
    const count = (known.get(name) ?? 0) + 1
    known.set(name, count)
    const hash = createHash('sha256').update(`${name} ${count}`).digest('hex').slice(0, 24)
    const at = (wall: string) => DateTime.fromISO(wall, { zone: timezone ?? 'utc' }).toJSDate()
    calendar.createEvent({
      id: `${hash}@warmseats`,
      stamp: DateTime.fromMillis(nowMs).toJSDate(),
      start: at(exam.start),
      end: at(exam.end),
      floating: timezone === undefined,
      summary: exam.course,
      description: written(exam.pool ?? (pool || ANY_POOL), { students: exam.students }),
    })
  }
  // Whoever prints it ends the last line, which ends as the others do.
  return `${calendar.toString().trimEnd()}\r`
}
