/**
 * Who is told of what goes wrong, as a picture:
 *
 *   steps ──> throttle ─┐         found            advance           claim                 deliver
 *   a tick ─────────────┴─ look ─> what is wrong ──> what is new, ──> written down first ──> a lane for each target
 *                                  now, by kind      what is over     in the ConfigMap       with budget and backoff
 *
 * Level-triggered: each look compares all that is wrong with all that was told. Only the leader tells; that nobody leads tells
 * whoever finds it, the first who can write it down.
 */
import {
  asyncScheduler,
  connect,
  defer,
  delay,
  EMPTY,
  ignoreElements,
  map,
  merge,
  type Observable,
  type SchedulerLike,
  Subject,
  switchMap,
  take,
  tap,
  throttleTime,
  timer,
} from 'rxjs'
import type { Step } from '../../src/domain/act/step.ts'
import { MINUTE_MS, SECOND_MS } from '../../src/domain/duration.ts'
import { type Advance, advance } from '../../src/domain/notify/advance.ts'
import { troublesIn, unseenIn } from '../../src/domain/notify/found.ts'
import type { News } from '../../src/domain/notify/notice.ts'
import { noticesOf } from '../../src/domain/notify/notices.ts'
import { verdictNews } from '../../src/domain/notify/verdict-news.ts'
import type { RuntimeEvent } from '../../src/domain/runtime-event.ts'
import type { Place } from '../../src/domain/snapshot/waiting/doing.ts'
import { exhaustLatest } from '../operators/exhaust-latest.ts'
import { delivery } from './delivery.ts'
import { followers } from './followers.ts'
import type { LaneDeps } from './lane.ts'
import { type LedgerDeps, ledger } from './ledger.ts'

export interface NotifyDeps extends Pick<LaneDeps, 'send' | 'random'>, Pick<LedgerDeps, 'stored' | 'claim'> {
  readonly steps$: Observable<Step>
  /** Since when nobody holds the Lease. Epoch ms; undefined: somebody does, or that is not known yet. */
  readonly leaderlessSinceMs: () => number | undefined
  readonly place: Place
  /** Besides that of the config. */
  readonly dryRun: () => boolean
  readonly tell: (event: RuntimeEvent) => void
}

/** A burst of decisions is looked at once. */
const LOOK_EVERY_MS = SECOND_MS
/** What only time changes: how long somebody waits, that nobody leads, that something is over. */
const TICK_MS = 10 * SECOND_MS
/** The watch has shown by then who was faster. */
const AGAIN_MS = SECOND_MS
/** A new leader tells of the classes that the last one did not come to. */
const NEWS_KEPT_MS = 15 * MINUTE_MS

export function notify(deps: NotifyDeps, scheduler: SchedulerLike = asyncScheduler): Observable<never> {
  const { steps$, place, tell } = deps
  return defer(() => {
    const out = delivery(deps, scheduler)
    const again$ = new Subject<void>()
    const known = ledger({ ...deps, onUnkept: (because) => tell({ type: 'notifications not kept', because }) })
    const alone = followers({ ...deps, deliver: out.deliver, again: () => again$.next() })
    const headlines = new Map<string, string>()
    let news: readonly (News & { readonly atMs: number })[] = []

    const hear = (step: Step) => {
      const nowMs = scheduler.now()
      const heard = verdictNews(step).map((one) => ({ ...one, atMs: nowMs }))
      const kept = news.filter(({ atMs }) => nowMs - atMs < NEWS_KEPT_MS)
      if (heard.length + kept.length !== news.length || heard.length > 0) news = [...kept, ...heard]
    }
    const say = (found: Advance) => {
      out.deliver(noticesOf(found, headlines, scheduler.now()))
      for (const [key] of found.over) headlines.delete(key)
      for (const { key, headline } of found.begun) headlines.set(key, headline)
      if (headlines.size > MOST_HEADLINES) headlines.clear()
    }
    const lead = (step: Step): Observable<unknown> => {
      const nowMs = scheduler.now()
      const zone = step.observed.config.calendar.timezone ?? 'utc'
      const troubles = troublesIn(step, { place, zone, nowMs })
      const found = advance(known.now(), { troubles, news, unseen: unseenIn(step) }, nowMs)
      if (found.begun.length + found.over.length + found.news.length === 0) {
        known.note(found.watch)
        return EMPTY
      }
      return known.keep(found.watch).pipe(tap((kept) => (kept === 'keep' ? say(found) : again$.next())))
    }
    const look = (step: Step): Observable<unknown> => {
      const { config } = step.observed
      out.aim(config.notify)
      // A dry run writes nothing, and says so nowhere else.
      if (config.notify.length === 0 || config.dryRun || deps.dryRun()) return EMPTY
      if (step.leading) return merge(alone.over(scheduler.now()), lead(step))
      known.forget()
      return alone.look(scheduler.now())
    }
    return steps$.pipe(
      tap(hear),
      connect((shared$) => {
        const looks$ = merge(
          shared$.pipe(throttleTime(LOOK_EVERY_MS, scheduler, { leading: true, trailing: true })),
          shared$.pipe(switchMap((step) => timer(TICK_MS, TICK_MS, scheduler).pipe(map(() => step)))),
          shared$.pipe(
            switchMap((step) =>
              again$.pipe(
                take(1),
                delay(AGAIN_MS, scheduler),
                map(() => step),
              ),
            ),
          ),
        )
        return looks$.pipe(exhaustLatest(look))
      }),
      (looked$) => merge(out.work$, looked$.pipe(ignoreElements())),
    )
  })
}

/** Only what is told can be in it, and that is bounded. */
const MOST_HEADLINES = 1000
