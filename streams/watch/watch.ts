/**
 * List and watch of one Kubernetes resource, for ever: a stream of what is there and of what changes, that survives
 * whatever the API server, the network and time do to it. It never errors and never completes: each failed try is an
 * event. Unsubscribing aborts what is in flight and closes its socket.
 *
 * `watch/state.ts` is the machine, `watch/drive.ts` drives it, `watch/book.ts` knows by uid what is there.
 */
import { asyncScheduler, NEVER, Observable, type SchedulerLike } from 'rxjs'
import { targetOf } from '../../src/kubernetes/path.ts'
import type { Transport } from '../../src/kubernetes/transport.ts'
import { type Bells, drive, type WatchTimings } from './drive.ts'
import type { WatchEvent } from './event.ts'
import type { Resource } from './exchange.ts'
import type { StreamedLists } from './streamed-lists.ts'
import { defaultPolicy } from './waits.ts'
import type { RawObject } from './wire.ts'

export type { WatchEvent, WatchFailure } from './event.ts'
export type { Resource } from './exchange.ts'
export type { RawObject } from './wire.ts'

export type WatchDeps = {
  /** A Connection, or anything else that keeps its promise. */
  readonly transport: Transport
  /**
   * For what is large: lists come as streams where the API server serves them, and the first is told in parts as it comes, so that
   * no turn has to take in all of it. Without it lists come in pages, and whole.
   */
  readonly streamed?: StreamedLists | undefined
  /** Uniform in [0, 1). */
  readonly random?: (() => number) | undefined
  readonly timings?: Partial<WatchTimings> | undefined
  /** Emits a sentence when there is reason to believe that watches are dead: each is given up and resumed at once. */
  readonly doubted$?: Observable<string> | undefined
  /** Emits when the API server has answered something: who waits because it did not tries again at once. */
  readonly reached$?: Observable<unknown> | undefined
  /** Emits when it lets us do again what it had refused: likewise for who waits because it was refused. */
  readonly relieved$?: Observable<unknown> | undefined
}

const defaultTimings: WatchTimings = {
  ...defaultPolicy,
  pageLimit: 500,
  pageMs: 90_000,
  streamSeconds: 300,
  streamSilentMs: 30_000,
  timeoutSeconds: [240, 300],
  silentMs: 90_000,
}

/**
 * For a watch that nothing else shows to be dead: the server ends it so often that a missing end tells it, within 17 s. It
 * costs a request every 13 s, answered from the server's cache: each goes on at the bookmark that came before the end.
 */
export const SHORT: Partial<WatchTimings> = { timeoutSeconds: [12, 14], silentMs: 17_000 }

/**
 * @param project what we keep of an object; pure; undefined: not ours. Hold on to no part of the raw object that is
 *   large. When it throws, the object keeps its last known item (or stays out), and a `projection` failure says so.
 */
export function watch<T>(
  resource: Resource,
  project: (raw: RawObject) => T | undefined,
  { transport, streamed, random = Math.random, timings: given, ...told }: WatchDeps,
  scheduler: SchedulerLike = asyncScheduler,
): Observable<WatchEvent<T>> {
  const { doubted$ = NEVER, reached$ = NEVER, relieved$ = NEVER } = told
  const timings = { ...defaultTimings, ...given }
  const target = targetOf(resource.path)
  return new Observable((out) => {
    const life = new AbortController()
    const bells: Bells = {}
    out.add(doubted$.subscribe((because) => bells.doubted?.(because)))
    out.add(reached$.subscribe(() => bells.reached?.()))
    out.add(relieved$.subscribe(() => bells.relieved?.()))
    const asked = { resource, target, project, transport, streamed, random, timings }
    drive({ ...asked, scheduler, bells, ended: life.signal }, out).catch((error) => out.error(error))
    return () => life.abort()
  })
}
