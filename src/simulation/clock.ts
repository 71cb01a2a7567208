import { setImmediate } from 'node:timers/promises'
import { type SchedulerAction, type SchedulerLike, Subscription } from 'rxjs'
import { createHeap } from './cluster/heap.ts'

/**
 * rxjs' virtual time for long stretches of it: its VirtualTimeScheduler sorts all timers at each new one, this one keeps
 * a heap, so that a week of a busy cluster is a second. Promises know nothing of virtual time: use none in a simulation.
 */
export interface VirtualClock extends SchedulerLike {
  /** Lets everything happen that is due until then. @throws what a scheduled action throws */
  run(untilMs: number): void
  /** When the next thing is due; Infinity: never. */
  nextDueMs(): number
}

interface Entry {
  readonly dueMs: number
  readonly order: number
  readonly fire: () => void
}

type Work<T> = (this: SchedulerAction<T>, state?: T) => void

/** A clock that shows `startMs` (epoch ms) and stands still until it is moved. */
export function virtualClock(startMs: number): VirtualClock {
  const entries = createHeap<Entry>((a, b) => a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.order < b.order))
  let nowMs = startMs
  let order = 0

  class Action<T> extends Subscription implements SchedulerAction<T> {
    readonly #work: Work<T>
    constructor(work: Work<T>) {
      super()
      this.#work = work
    }
    schedule(state?: T, delayMs = 0): Subscription {
      if (this.closed) return this
      order += 1
      const fire = () => {
        if (!this.closed) this.#work(state)
      }
      entries.push({ dueMs: nowMs + Math.max(0, delayMs), order, fire })
      return this
    }
  }

  const nextDueMs = () => entries.first()?.dueMs ?? Number.POSITIVE_INFINITY
  return {
    nextDueMs,
    now: () => nowMs,
    schedule: <T>(work: Work<T>, delayMs = 0, state?: T) => new Action(work).schedule(state, delayMs),
    run(untilMs) {
      while (nextDueMs() <= untilMs) {
        const entry = entries.pop()
        nowMs = Math.max(nowMs, entry?.dueMs ?? nowMs)
        entry?.fire()
      }
      nowMs = Math.max(nowMs, untilMs)
    },
  }
}

/** So many instants happen before others have their turn: Ctrl-C is heard, a screen is drawn. */
const SLICE = 2000

/** Moves the clock as fast as the machine can. @throws what a scheduled action throws */
export async function advance(clock: VirtualClock, untilMs: number): Promise<void> {
  while (clock.nextDueMs() <= untilMs) {
    for (let left = SLICE; left > 0 && clock.nextDueMs() <= untilMs; left -= 1) clock.run(clock.nextDueMs())
    await setImmediate()
  }
  clock.run(untilMs)
}
