import {
  asyncScheduler,
  filter,
  finalize,
  mergeMap,
  type Observable,
  type SchedulerLike,
  Subject,
  takeUntil,
} from 'rxjs'
import { messagesFor } from '../../src/domain/notify/message.ts'
import type { Notice } from '../../src/domain/notify/notice.ts'
import type { NotifyTarget } from '../../src/domain/settings/notify-target.ts'
import { type Lane, type LaneDeps, lane } from './lane.ts'

export interface Delivery {
  /** The targets of the config in force: those that it goes on naming go on as they are. */
  aim(targets: readonly NotifyTarget[]): void
  /** To all whom it concerns. */
  deliver(notices: readonly Notice[]): void
  readonly work$: Observable<never>
}

/** A lane for each target, so that one which does not answer keeps no other waiting. */
export function delivery(deps: LaneDeps, scheduler: SchedulerLike = asyncScheduler): Delivery {
  const lanes = new Map<string, Lane & { readonly target: NotifyTarget }>()
  const opened$ = new Subject<string>()
  const closed$ = new Subject<string>()
  const failing = new Set<string>()
  const tell: LaneDeps['tell'] = (event) => {
    if (event.type === 'notification failed') failing.add(event.target)
    if (event.type === 'notification works again') failing.delete(event.target)
    deps.tell(event)
  }
  const close = (key: string) => {
    const name = lanes.get(key)?.target.name ?? ''
    lanes.delete(key)
    closed$.next(key)
    // Nobody is to look for what is wrong with it any more.
    if (failing.delete(name)) deps.tell({ type: 'notification works again', target: name })
  }
  const open = (key: string, target: NotifyTarget) => {
    lanes.set(key, { ...lane(target, { ...deps, tell }, scheduler), target })
    opened$.next(key)
  }
  const workOf = (key: string) =>
    lanes.get(key)?.work$.pipe(takeUntil(closed$.pipe(filter((one) => one === key)))) ?? []
  return {
    aim: (targets) => {
      const wanted = new Map(targets.map((target) => [JSON.stringify(target), target]))
      for (const key of [...lanes.keys()]) if (!wanted.has(key)) close(key)
      for (const [key, target] of wanted) if (!lanes.has(key)) open(key, target)
    },
    deliver: (notices) => {
      for (const { target, push } of lanes.values()) {
        const messages = notices.flatMap((notice) => messagesFor(target, notice))
        if (messages.length > 0) push(messages)
      }
    },
    // Begun anew after a fault, it opens lanes anew as well: what waited in the old ones is lost.
    work$: opened$.pipe(
      mergeMap(workOf),
      finalize(() => lanes.clear()),
    ),
  }
}
