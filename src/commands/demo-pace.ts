import { setTimeout } from 'node:timers/promises'

const FRAME_MS = 100

export interface Pace {
  readonly fromMs: number
  readonly untilMs: number
  /** Times real time; 0: as fast as it goes. */
  readonly speed: number
  readonly stop: AbortSignal
}

/** Lets a virtual clock run beside the real one, a frame at a time, until its end or until it is broken off. */
export async function pace(
  { fromMs, untilMs, speed, stop }: Pace,
  advance: (untilMs: number) => Promise<void>,
  frame: () => void,
): Promise<void> {
  if (speed === 0) return advance(untilMs)
  const startedMs = performance.now()
  while (!stop.aborted) {
    const nowMs = Math.min(untilMs, Math.floor(fromMs + (performance.now() - startedMs) * speed))
    await advance(nowMs)
    frame()
    if (nowMs >= untilMs) return
    await setTimeout(FRAME_MS, undefined, { signal: stop }).catch(() => undefined)
  }
}
