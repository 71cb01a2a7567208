import { asyncScheduler, firstValueFrom, fromEvent, map, merge, type Observable, of, type SchedulerLike } from 'rxjs'
import { MINUTE_MS } from '../../src/domain/duration.ts'
import type { ObjectsReading } from '../../src/domain/profiles/services/objects.ts'
import type { ServiceWork, VariablesReading } from '../../src/domain/profiles/services/service-work.ts'
import { spawnThread, type ThreadWorker } from '../threads/spawn.ts'
import { type Turn, workThread } from '../threads/thread.ts'
import type { Answer, Request } from './job.ts'
import { tooHeavy } from './too-heavy.ts'

export interface ServiceThread extends ServiceWork {
  /** Ends the thread, and what is under way in it. */
  close(): void
}

export interface ServiceThreadOptions {
  /** No template, and no service's `return`, may take longer. */
  readonly deadlineMs?: number
  /** Nor more memory of JavaScript's, beside what its modules need. */
  readonly memoryMb?: number
  readonly idleMs?: number
  readonly spawn?: (memoryMb: number) => ThreadWorker
}

/** A hundred times as long as an ordinary one takes on a busy machine. */
export const DEADLINE_MS = 1000
export const MEMORY_MB = 64
/** Until its modules are there, on a machine that has much to do. */
const START_MS = 10_000
/** Students come one after the other, for as long as a class begins; the next finds it ready. */
const IDLE_MS = 10 * MINUTE_MS

const ENTRY = new URL('./worker.ts', import.meta.url)

type Reading = ObjectsReading | VariablesReading

const NO_TIME: Reading = {
  at: 'refused',
  text: 'there was no time left for it: what was before it took longer than the webhook has (`profiles.webhook.timeoutSeconds`)',
}

/** One thread for the templates of all services, and what they return; started for the first. */
export function serviceThread(
  options: ServiceThreadOptions = {},
  scheduler: SchedulerLike = asyncScheduler,
): ServiceThread {
  const { deadlineMs = DEADLINE_MS, memoryMb = MEMORY_MB, idleMs = IDLE_MS } = options
  const { spawn = () => spawnThread({ name: 'services', entry: ENTRY, memoryMb }) } = options
  const thread = workThread<Request, Answer>(
    { spawn: () => spawn(memoryMb), deadlineMs, startMs: START_MS, idleMs, isSpent: ({ isSpent }) => isSpent },
    scheduler,
  )
  const heavy = tooHeavy(scheduler)
  const readingOf = (turn: Turn<Answer>, key: string): Reading => {
    const refused = (because: string): Reading => ({ at: 'refused', text: heavy.note(key, because) })
    switch (turn.at) {
      case 'answered': {
        const { reading, isSpent } = turn.answer
        return isSpent && reading.at === 'refused' ? refused(reading.text) : reading
      }
      case 'late':
        return refused(`it takes more than ${deadlineMs / 1000} s`)
      case 'too much memory':
        return refused(`it takes more than ${memoryMb} MB of memory`)
      case 'failed':
        return refused(`it cannot be read: the thread that reads it ${turn.because}, which is a fault of this program`)
    }
  }
  const ask = (request: Request, signal: AbortSignal): Promise<Reading> => {
    const key = keyOf(request)
    const because = heavy.whyNot(key)
    if (because !== undefined) return Promise.resolve({ at: 'refused', text: because })
    const over$: Observable<unknown> = signal.aborted ? of(undefined) : fromEvent(signal, 'abort')
    const done$ = thread.work(request).pipe(map((turn) => readingOf(turn, key)))
    return firstValueFrom(merge(over$.pipe(map(() => NO_TIME)), done$))
  }
  return {
    makeObjects: async (request, signal) => (await ask({ at: 'template', request }, signal)) as ObjectsReading,
    readVariables: async (request, signal) => (await ask({ at: 'return', request }, signal)) as VariablesReading,
    close: () => thread.close(),
  }
}

/** What makes it heavy, whoever it is for. */
const keyOf = (asked: Request): string =>
  asked.at === 'template' ? asked.request.template : JSON.stringify(asked.request.paths)
