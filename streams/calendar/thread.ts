import { asyncScheduler, map, type SchedulerLike } from 'rxjs'
import { SMALLER } from '../../src/domain/calendar/text/budget.ts'
import { spawnThread, type ThreadWorker } from '../threads/spawn.ts'
import { type Turn, workThread } from '../threads/thread.ts'
import { failed, MAX_BYTES } from './fetched.ts'
import type { Answer, Request } from './kept-calendars.ts'
import { unpackReading } from './packed-reading.ts'
import type { OpenCalendar, Read } from './reader.ts'

/** Reads calendars in a thread of its own, where one that takes too long, or too much memory, costs only itself. */
export interface CalendarThread {
  readonly open: OpenCalendar
  /** Ends the thread, and what is under way in it. What is asked for later gets a new one. */
  close(): void
}

export interface ThreadOptions {
  /** No reading may take longer. */
  readonly deadlineMs?: number
  /** Nor more memory, beside what is never collected: code, stacks, the text on its way. */
  readonly memoryMb?: number
  readonly idleMs?: number
  /** A thread that has read so much text ends: what it cannot let go, zones and code, goes with it. */
  readonly mostCharacters?: number
  readonly spawn?: (memoryMb: number) => ThreadWorker
}

/** A calendar as large and as hard as one may be takes five seconds on a core of its own. */
export const DEADLINE_MS = 30_000
/** See MAX_BYTES. */
export const MEMORY_MB = 96
const IDLE_MS = 30_000
const MOST_CHARACTERS = 4 * MAX_BYTES

const ENTRY = new URL('./worker.ts', import.meta.url)

/** One thread for all calendars, started when the first is read. They are read one after the other. */
export function calendarThread(options: ThreadOptions = {}, scheduler: SchedulerLike = asyncScheduler): CalendarThread {
  const { deadlineMs = DEADLINE_MS, memoryMb = MEMORY_MB, idleMs = IDLE_MS, mostCharacters = MOST_CHARACTERS } = options
  const { spawn = () => spawnThread({ name: 'calendars', entry: ENTRY, memoryMb }) } = options
  const thread = workThread<Request, Answer>(
    {
      ...{ deadlineMs, idleMs, most: mostCharacters },
      spawn: () => spawn(memoryMb),
      amountOf: ({ text }) => text.length,
    },
    scheduler,
  )
  let keys = 0
  return {
    open: (text, calendarOptions) => {
      const key = keys++
      return (stretch) =>
        thread
          .work({ key, text, options: calendarOptions, stretch })
          .pipe(map((turn) => readOf(turn, { deadlineMs, memoryMb })))
    },
    close: () => thread.close(),
  }
}

function readOf(
  turn: Turn<Answer>,
  { deadlineMs, memoryMb }: { readonly deadlineMs: number; readonly memoryMb: number },
): Read {
  switch (turn.at) {
    case 'answered':
      return turn.answer.at === 'failed' ? turn.answer : { ...turn.answer, reading: unpackReading(turn.answer.reading) }
    case 'late':
      return failed(`it was not read within ${deadlineMs / 1000} s: ${SMALLER}`)
    case 'too much memory':
      return failed(`it takes more than ${memoryMb} MB of memory to be read: ${SMALLER}`)
    case 'failed':
      return failed(`it cannot be read: the thread that reads it ${turn.because}, which is a fault of this program`)
  }
}
