/**
 * Folds what a watch says into what is there: one Map, and whether it may be trusted. Nothing past this file asks
 * whether an object was added or modified.
 *
 * The Map is the operator's own and changes in place (copying it costs 154 events/s against 919,000): read it when a
 * Reflection arrives, keep no reference over time. The same holds for an aggregate.
 */
import { asyncScheduler, Observable, type OperatorFunction, type SchedulerLike } from 'rxjs'
import type { WatchEvent, WatchFailure } from './event.ts'
import { type Freshness, type FreshnessOptions, type FreshnessTracker, trackFreshness } from './freshness.ts'

/**
 * Something kept beside the Map as it changes, such as the requests of each node: O(1) for an event, and for a relist
 * only what differs. Every item that `applied` was given comes back exactly once, as `previous` or to `deleted`.
 */
export type Aggregate<T> = {
  /** @param previous the item of the same uid that this one replaces */
  applied(item: T, previous: T | undefined): void
  deleted(item: T): void
}

export type Reflection<T, A = undefined> = {
  readonly items: ReadonlyMap<string, T>
  readonly aggregate: A
  readonly freshness: Freshness
}

export type ReflectOptions<T> = FreshnessOptions & {
  /** Whether anybody has to be told at once that an item replaces the previous one; default: always. */
  readonly isNews?: ((item: T, previous: T | undefined) => boolean) | undefined
}

/**
 * Emits at once (`starting`, empty), then after each change of the items or of the freshness. While it is `starting` the Map fills
 * in silence with what is listed, of which the complete list may have less.
 */
export function reflect<T>(
  options?: ReflectOptions<T> & { readonly aggregate?: undefined },
  scheduler?: SchedulerLike,
): OperatorFunction<WatchEvent<T>, Reflection<T>>
/** @param options.aggregate makes the aggregate, for each subscription a new one */
export function reflect<T, A extends Aggregate<T>>(
  options: ReflectOptions<T> & { readonly aggregate: () => A },
  scheduler?: SchedulerLike,
): OperatorFunction<WatchEvent<T>, Reflection<T, A>>
export function reflect<T, A extends Aggregate<T>>(
  {
    aggregate: make,
    isNews = always,
    ...options
  }: ReflectOptions<T> & { readonly aggregate?: (() => A) | undefined } = {},
  scheduler: SchedulerLike = asyncScheduler,
): OperatorFunction<WatchEvent<T>, Reflection<T, A | undefined>> {
  return (events) =>
    new Observable((out) => {
      const items = new Map<string, T>()
      const aggregate = make?.()
      const emit = () => out.next({ items, aggregate, freshness: freshness.now })
      const freshness = trackFreshness(emit, options, scheduler)
      out.add(() => freshness.stop())
      const isToBeTold = (event: Exclude<WatchEvent<T>, { type: 'failed' }>) => {
        if (event.type !== 'listed') freshness[event.type === 'synced' ? 'synced' : 'heard']()
        return fold(items, event, aggregate, isNews)
      }
      emit()
      if (out.closed) return
      out.add(
        events.subscribe({
          next: (event) => {
            if (event.type === 'failed' ? isBlindedBy(event.failure, freshness) : isToBeTold(event)) emit()
          },
          error: (error) => out.error(error),
          complete: () => out.complete(),
        }),
      )
    })
}

const always = (): boolean => true

/** One object that we cannot read makes no view of the others stale. */
const isBlindedBy = ({ kind, because }: WatchFailure, freshness: FreshnessTracker): boolean =>
  kind !== 'projection' && freshness.failed(because)

/** @returns whether anything is to be told */
function fold<T>(
  items: Map<string, T>,
  event: WatchEvent<T>,
  aggregate: Aggregate<T> | undefined,
  isNews: (item: T, previous: T | undefined) => boolean,
): boolean {
  switch (event.type) {
    case 'synced':
      replace(items, event.items, aggregate)
      return true
    case 'listed':
      apply(items, event.uid, event.item, aggregate)
      return false
    case 'applied':
      return isNews(event.item, apply(items, event.uid, event.item, aggregate))
    case 'deleted':
      remove(items, event.uid, aggregate)
      return true
    default:
      return false
  }
}

/** Deletions first, so that an aggregate by name never sees two of one name. */
function replace<T>(items: Map<string, T>, all: ReadonlyMap<string, T>, aggregate: Aggregate<T> | undefined): void {
  for (const uid of items.keys()) if (!all.has(uid)) remove(items, uid, aggregate)
  for (const [uid, item] of all) if (items.get(uid) !== item) apply(items, uid, item, aggregate)
}

/** @returns the item that it replaces */
function apply<T>(items: Map<string, T>, uid: string, item: T, aggregate: Aggregate<T> | undefined): T | undefined {
  const previous = items.get(uid)
  items.set(uid, item)
  aggregate?.applied(item, previous)
  return previous
}

/** What goes is what came: the item that we hold, not the one in the event. */
function remove<T>(items: Map<string, T>, uid: string, aggregate: Aggregate<T> | undefined): void {
  const item = items.get(uid)
  if (item === undefined) return
  items.delete(uid)
  aggregate?.deleted(item)
}
