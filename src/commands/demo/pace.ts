import { setTimeout } from 'node:timers/promises'
import { merge } from 'rxjs'
import type { Stage } from '../../simulation/played.ts'

const FRAME_MS = 100
/** A frame is made of such steps, so that what ends a quiet stretch is not run past. */
const STEP_MS = 10
/** Where nothing has happened for so long of the clock's time, it runs so many times faster. */
const QUIET_MS = 45_000
const QUIET_TIMES = 12

export interface Pace {
  readonly untilMs: number
  /** Times real time, while something happens. */
  readonly speed: number
  readonly stop: AbortSignal
}

/** Lets a virtual clock run beside the real one, a frame at a time, until its end or until it is broken off. */
export async function pace({ cluster, clock, advance }: Stage, pace: Pace, frame: () => void): Promise<void> {
  const { untilMs, speed, stop } = pace
  let happenedMs = clock.now()
  const { pods, nodes, machines, deployments } = cluster
  const changes = merge(pods.changes$, nodes.changes$, machines.changes$, deployments.changes$).subscribe(() => {
    happenedMs = clock.now()
  })
  let passedMs = performance.now()
  while (!stop.aborted && clock.now() < untilMs) {
    const nowMs = performance.now()
    for (; passedMs < nowMs && clock.now() < untilMs; passedMs += STEP_MS) {
      const times = clock.now() - happenedMs > QUIET_MS ? QUIET_TIMES : 1
      await advance(Math.min(untilMs, clock.now() + STEP_MS * speed * times))
    }
    frame()
    await setTimeout(FRAME_MS, undefined, { signal: stop }).catch(() => undefined)
  }
  changes.unsubscribe()
}
