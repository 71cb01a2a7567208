import { asyncScheduler, Observable, type SchedulerLike, type Subscriber, type Subscription } from 'rxjs'
import { SMALLER } from '../../src/domain/calendar/text/budget.ts'
import { failed, MAX_BYTES } from './fetched.ts'
import type { Answer, Request } from './kept-calendars.ts'
import { unpackReading } from './packed-reading.ts'
import type { OpenCalendar, Read } from './reader.ts'
import { type CalendarWorker, sayDeath, spawnWorker } from './spawn.ts'

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
  /** A thread that has nothing to do ends after so long: its modules alone take memory. */
  readonly idleMs?: number
  /** One that has read so much text ends too: what it cannot let go, zones and code, goes with it. */
  readonly mostCharacters?: number
  readonly spawn?: (memoryMb: number) => CalendarWorker
}

/** A calendar as large and as hard as one may be takes five seconds on a core of its own. */
export const DEADLINE_MS = 30_000
/** See MAX_BYTES. */
export const MEMORY_MB = 96
const IDLE_MS = 30_000
const MOST_CHARACTERS = 4 * MAX_BYTES

interface Job {
  readonly request: Request
  readonly subscriber: Subscriber<Read>
}

type State =
  | { readonly at: 'none' }
  | { readonly at: 'idle'; readonly worker: CalendarWorker; readonly end: Subscription }
  | { readonly at: 'busy'; readonly worker: CalendarWorker; readonly job: Job; readonly deadline: Subscription }
  | { readonly at: 'ending'; readonly worker: CalendarWorker }

/** One thread for all calendars, started when the first is read. They are read one after the other. */
export function calendarThread(options: ThreadOptions = {}, scheduler: SchedulerLike = asyncScheduler): CalendarThread {
  const { deadlineMs = DEADLINE_MS, memoryMb = MEMORY_MB, idleMs = IDLE_MS, spawn = spawnWorker } = options
  const { mostCharacters = MOST_CHARACTERS } = options
  const queue: Job[] = []
  let state: State = { at: 'none' }
  let keys = 0
  let characters = 0

  const start = (): CalendarWorker => {
    const worker = spawn(memoryMb)
    characters = 0
    worker.on('message', answered)
    worker.on('error', (error) => fail(sayDeath(error, memoryMb)))
    worker.on('exit', ended)
    return worker
  }
  const next = () => {
    if (state.at === 'busy' || state.at === 'ending') return
    const job = queue.shift()
    if (job === undefined) return
    if (state.at === 'idle') state.end.unsubscribe()
    const worker = state.at === 'idle' ? state.worker : start()
    worker.ref()
    const late = () => fail(`it was not read within ${deadlineMs / 1000} s: ${SMALLER}`)
    state = { at: 'busy', worker, job, deadline: scheduler.schedule(late, deadlineMs) }
    worker.postMessage(job.request)
  }
  const answered = (answer: Answer) => {
    if (state.at !== 'busy') return
    const { worker, job, deadline } = state
    deadline.unsubscribe()
    worker.unref()
    state = { at: 'idle', worker, end: scheduler.schedule(end, idleMs) }
    characters += job.request.text.length
    if (characters > mostCharacters) end()
    give(job, answer.at === 'failed' ? answer : { ...answer, reading: unpackReading(answer.reading) })
    next()
  }
  /** Ends the worker; what waits is read by the next one, once this one is gone and its memory with it. */
  const end = () => {
    if (state.at === 'none' || state.at === 'ending') return
    const timer = state.at === 'busy' ? state.deadline : state.end
    timer.unsubscribe()
    const { worker } = state
    state = { at: 'ending', worker }
    void worker.terminate()
  }
  const fail = (because: string) => {
    const job = state.at === 'busy' ? state.job : undefined
    end()
    if (job) give(job, failed(because))
  }
  const ended = (code: number) => {
    fail(`it cannot be read: the thread that reads it ended (exit code ${code})`)
    state = { at: 'none' }
    next()
  }
  const leave = (job: Job) => {
    const place = queue.indexOf(job)
    if (place >= 0) queue.splice(place, 1)
    else if (state.at === 'busy' && state.job === job) end()
  }
  return {
    open: (text, calendarOptions) => {
      const key = keys++
      return (stretch) =>
        new Observable((subscriber) => {
          const job = { request: { key, text, options: calendarOptions, stretch }, subscriber }
          queue.push(job)
          next()
          return () => leave(job)
        })
    },
    close: () => {
      queue.length = 0
      end()
    },
  }
}

function give({ subscriber }: Job, read: Read): void {
  subscriber.next(read)
  subscriber.complete()
}
