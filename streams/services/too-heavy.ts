import type { SchedulerLike } from 'rxjs'
import { MINUTE_MS, sayDuration } from '../../src/domain/duration.ts'

/** What was too much lately. A class of three hundred has one template, which is not tried three hundred times. */
export interface TooHeavy {
  /** Why it is not tried now; undefined: it may be. */
  readonly whyNot: (key: string) => string | undefined
  /** @returns what is to be said of it */
  readonly note: (key: string, because: string) => string
}

const REST_MS = MINUTE_MS
/** Each may be as long as a template. */
const MOST = 50

export function tooHeavy(scheduler: SchedulerLike): TooHeavy {
  const known = new Map<string, { readonly because: string; readonly untilMs: number }>()
  return {
    whyNot: (key) => {
      const one = known.get(key)
      if (one && one.untilMs > scheduler.now()) return one.because
      known.delete(key)
      return undefined
    },
    note: (key, because) => {
      const [oldest] = known.keys()
      if (oldest !== undefined && known.size >= MOST) known.delete(oldest)
      const said = `${because}; unless it is changed, it is tried again after ${sayDuration(REST_MS)}`
      known.set(key, { because: said, untilMs: scheduler.now() + REST_MS })
      return said
    },
  }
}
