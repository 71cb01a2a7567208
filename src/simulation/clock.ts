import { setImmediate } from 'node:timers/promises'
import { VirtualTimeScheduler } from 'rxjs'

export type VirtualClock = VirtualTimeScheduler

/** A clock that shows `startMs` (epoch ms) and stands still until it is moved by `advance`. */
export function virtualClock(startMs: number): VirtualClock {
  const clock = new VirtualTimeScheduler()
  clock.frame = startMs
  return clock
}

/**
 * Lets everything happen that is due until `untilMs`, as fast as the machine can; then the clock shows `untilMs`.
 * Promises know nothing of virtual time, so the clock stands still after each instant until all that are settled have
 * been heard: the one place where the simulation waits for real.
 * @throws what a scheduled action throws
 */
export async function advance(clock: VirtualClock, untilMs: number): Promise<void> {
  for (let due = nextDue(clock); due <= untilMs; due = nextDue(clock)) {
    clock.maxFrames = due
    clock.flush()
    await setImmediate()
  }
  clock.frame = Math.max(clock.frame, untilMs)
}

const nextDue = ({ actions }: VirtualClock): number => actions[0]?.delay ?? Number.POSITIVE_INFINITY
