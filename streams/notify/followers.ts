import { defer, EMPTY, from, map, type Observable } from 'rxjs'
import { LEADER_KEY, LEADERLESS_MS, leaderless, PERHAPS_TWICE } from '../../src/domain/notify/leaderless.ts'
import type { Notice } from '../../src/domain/notify/notice.ts'
import { noticesOf } from '../../src/domain/notify/notices.ts'
import { NOTHING_TOLD } from '../../src/domain/notify/told.ts'
import type { Place } from '../../src/domain/snapshot/waiting/doing.ts'
import type { LedgerDeps } from './ledger.ts'

export interface FollowersDeps extends Pick<LedgerDeps, 'stored' | 'claim'> {
  readonly leaderlessSinceMs: () => number | undefined
  readonly place: Place
  readonly deliver: (notices: readonly Notice[]) => void
  readonly again: () => void
}

/**
 * That nobody leads, told by who does not lead. The first that can write it down tells it; the next leader then tells that it is
 * over. Where nobody can write it down, since the API server is away, each process tells it once, and each that it is over.
 */
export function followers({ stored, claim, leaderlessSinceMs, place, deliver, again }: FollowersDeps) {
  /** Told by this process without writing it down: when. Epoch ms. */
  let toldMs: number | undefined
  const tell = (sinceMs: number, nowMs: number, line?: string) => {
    const trouble = leaderless(sinceMs, place, nowMs)
    const begun = [line === undefined ? trouble : { ...trouble, lines: [line] }]
    deliver(noticesOf({ begun, over: [], news: [] }, new Map(), nowMs))
  }
  const over = (nowMs: number): Observable<never> => {
    if (toldMs === undefined || leaderlessSinceMs() !== undefined) return EMPTY
    deliver(
      noticesOf({ begun: [], over: [[LEADER_KEY, { kind: 'leader', sinceMs: toldMs }]], news: [] }, new Map(), nowMs),
    )
    toldMs = undefined
    return EMPTY
  }
  return {
    over,
    look: (nowMs: number): Observable<unknown> => {
      const sinceMs = leaderlessSinceMs()
      if (sinceMs === undefined) return over(nowMs)
      const seen = stored()
      const { begun, once } = seen?.told ?? NOTHING_TOLD
      if (nowMs - sinceMs < LEADERLESS_MS || toldMs !== undefined || LEADER_KEY in begun) return EMPTY
      const next = { begun: { ...begun, [LEADER_KEY]: { kind: 'leader' as const, sinceMs: nowMs } }, once }
      return defer(() =>
        seen ? from(claim(next, seen.resourceVersion, 'anybody')) : [{ at: 'failed', because: '' } as const],
      ).pipe(
        map((claimed) => {
          // Another replica is about to tell it, or a leader has written: look again.
          if (claimed.at === 'overtaken') return again()
          if (claimed.at === 'kept') return tell(sinceMs, nowMs)
          toldMs = nowMs
          return tell(sinceMs, nowMs, PERHAPS_TWICE)
        }),
      )
    },
  }
}
