/** Virtual time that a test moves by hand, while promises and sockets keep their own: frames are epoch ms. */
import { setImmediate as turn } from 'node:timers/promises'
import { VirtualTimeScheduler } from 'rxjs'

export type Clock = {
  readonly scheduler: VirtualTimeScheduler
  /** Lets what is running come to its next wait, then moves time, then lets its consequences run. */
  advance(ms: number): Promise<void>
}

export function clock(startMs = Date.UTC(2026, 10, 22)): Clock {
  const scheduler = new VirtualTimeScheduler()
  scheduler.frame = startMs
  return {
    scheduler,
    async advance(ms) {
      await turn()
      const untilMs = scheduler.frame + ms
      scheduler.maxFrames = untilMs
      scheduler.flush()
      scheduler.frame = untilMs
      await turn()
    },
  }
}
