import { asyncScheduler, Observable, type SchedulerLike, type Subscriber, type Subscription } from 'rxjs'
import { READY } from './ready.ts'
import type { ThreadWorker } from './spawn.ts'

/** What became of a piece of work. */
export type Turn<Answer> =
  | { readonly at: 'answered'; readonly answer: Answer }
  | { readonly at: 'late' }
  | { readonly at: 'too much memory' }
  /** A fault of ours. An error's own message is not told: it may hold what strangers wrote. */
  | { readonly at: 'failed'; readonly because: string }

/** Does work in a thread of its own, one piece after the other, where one that takes too long costs only itself. */
export interface WorkThread<Request, Answer> {
  /** Emits once. Who unsubscribes ends what is under way, or gives up its place. */
  readonly work: (request: Request) => Observable<Turn<Answer>>
  /** Ends the thread, and what is under way in it. What is asked for later gets a new one. */
  close(): void
}

export interface WorkThreadOptions<Request, Answer> {
  readonly spawn: () => ThreadWorker
  /** No piece of work may take longer. */
  readonly deadlineMs: number
  /** Beside that, for a thread that says when it is `READY`: until then. */
  readonly startMs?: number
  /** A thread that has nothing to do ends after so long: its modules alone take memory. */
  readonly idleMs: number
  /** One that has done so much ends too: what it cannot let go goes with it. */
  readonly most?: number
  /** What counts towards it. */
  readonly amountOf?: (request: Request) => number
  /** Whether the thread can do no more after this answer. */
  readonly isSpent?: (answer: Answer) => boolean
}

interface Job<Request, Answer> {
  readonly request: Request
  readonly subscriber: Subscriber<Turn<Answer>>
}

type State<Request, Answer> =
  | { readonly at: 'none' }
  | { readonly at: 'idle'; readonly worker: ThreadWorker; readonly end: Subscription }
  | {
      readonly at: 'busy'
      readonly worker: ThreadWorker
      readonly job: Job<Request, Answer>
      readonly deadline: Subscription
    }
  | { readonly at: 'ending'; readonly worker: ThreadWorker }

/** One thread, started when there is something to do. */
export function workThread<Request, Answer>(
  options: WorkThreadOptions<Request, Answer>,
  scheduler: SchedulerLike = asyncScheduler,
): WorkThread<Request, Answer> {
  const { deadlineMs, startMs = 0, idleMs, spawn, most = Number.POSITIVE_INFINITY, amountOf = () => 0 } = options
  const { isSpent = () => false } = options
  const queue: Job<Request, Answer>[] = []
  let state: State<Request, Answer> = { at: 'none' }
  let done = 0

  const start = (): ThreadWorker => {
    const worker = spawn()
    done = 0
    worker.on('message', (message: Answer | typeof READY) => (message === READY ? ready() : answered(message)))
    worker.on('error', (error) => fail(deathOf(error)))
    worker.on('exit', ended)
    return worker
  }
  const late = () => fail({ at: 'late' })
  const next = () => {
    if (state.at === 'busy' || state.at === 'ending') return
    const job = queue.shift()
    if (job === undefined) return
    if (state.at === 'idle') state.end.unsubscribe()
    const isNew = state.at === 'none'
    const worker = state.at === 'idle' ? state.worker : start()
    worker.ref()
    state = { at: 'busy', worker, job, deadline: scheduler.schedule(late, deadlineMs + (isNew ? startMs : 0)) }
    worker.postMessage(job.request)
  }
  /** The time for the work begins when it does. */
  const ready = () => {
    if (state.at !== 'busy') return
    state.deadline.unsubscribe()
    state = { ...state, deadline: scheduler.schedule(late, deadlineMs) }
  }
  const answered = (answer: Answer) => {
    if (state.at !== 'busy') return
    const { worker, job, deadline } = state
    deadline.unsubscribe()
    worker.unref()
    state = { at: 'idle', worker, end: scheduler.schedule(end, idleMs) }
    done += amountOf(job.request)
    if (done > most || isSpent(answer)) end()
    give(job, { at: 'answered', answer })
    next()
  }
  /** Ends the worker; what waits is done by the next one, once this one is gone and its memory with it. */
  const end = () => {
    if (state.at === 'none' || state.at === 'ending') return
    const timer = state.at === 'busy' ? state.deadline : state.end
    timer.unsubscribe()
    const { worker } = state
    state = { at: 'ending', worker }
    void worker.terminate()
  }
  const fail = (turn: Turn<Answer>) => {
    const job = state.at === 'busy' ? state.job : undefined
    end()
    if (job) give(job, turn)
  }
  const ended = (code: number) => {
    fail({ at: 'failed', because: `ended (exit code ${code})` })
    state = { at: 'none' }
    next()
  }
  const leave = (job: Job<Request, Answer>) => {
    const place = queue.indexOf(job)
    if (place >= 0) queue.splice(place, 1)
    else if (state.at === 'busy' && state.job === job) end()
  }
  return {
    work: (request) =>
      new Observable((subscriber) => {
        const job = { request, subscriber }
        queue.push(job)
        next()
        return () => leave(job)
      }),
    close: () => {
      queue.length = 0
      end()
    },
  }
}

function give<Request, Answer>({ subscriber }: Job<Request, Answer>, turn: Turn<Answer>): void {
  subscriber.next(turn)
  subscriber.complete()
}

function deathOf(error: unknown): Turn<never> {
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown }
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return { at: 'too much memory' }
  return { at: 'failed', because: `failed (${String(code ?? name)})` }
}
