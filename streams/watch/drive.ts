/** Drives the machine of `state.ts`: does the I/O that the state asks for, tells it what came of it, passes on changes. */
import type { SchedulerLike, Subscriber } from 'rxjs'
import type { Target } from '../../src/kubernetes/path.ts'
import type { Transport } from '../../src/kubernetes/transport.ts'
import { book, type Listed } from './book.ts'
import { elapse } from './elapse.ts'
import type { WatchEvent } from './event.ts'
import { listPage, openStreamedList, openWatch, type Resource } from './exchange.ts'
import { type Failure, type FailureKind, failureOf } from './failure.ts'
import { pageSizes } from './page-sizes.ts'
import { type Guard, guard } from './silence.ts'
import { type Input, type Listing, type State, start, step, type Watching } from './state.ts'
import { readStreamedList, Unmarked } from './streamed-list.ts'
import type { StreamedLists } from './streamed-lists.ts'
import type { Policy } from './waits.ts'
import { type RawObject, readEvent, type WireEvent } from './wire.ts'

export type WatchTimings = Policy & {
  /** The most objects a page. */
  readonly pageLimit: number
  /** How long a page may take. */
  readonly pageMs: number
  /** How long the server may take for a list as a stream, and how long it may say nothing before its end. */
  readonly streamSeconds: number
  readonly streamSilentMs: number
  /** The range from which each watch draws for how long the server may keep it. */
  readonly timeoutSeconds: readonly [number, number]
  /**
   * How long a watch may be silent. The server sends a bookmark each minute (up to 75 s apart) and one 2 s before it ends the
   * watch: so above the lesser of 75 s and the longest `timeoutSeconds`.
   */
  readonly silentMs: number
}

/** What others ring while a watch is open, or while a wait lasts that this ends. */
export type Bells = { doubted?: (because: string) => void; reached?: () => void; relieved?: () => void }

export type Driving<T> = {
  readonly resource: Resource
  /** What the resource's path names, for sentences. */
  readonly target: Target
  readonly project: (raw: RawObject) => T | undefined
  readonly transport: Transport
  /** undefined: lists are read in pages. */
  readonly streamed: StreamedLists | undefined
  readonly random: () => number
  readonly timings: WatchTimings
  readonly scheduler: SchedulerLike
  readonly bells: Bells
  /** Aborts when nobody listens any more. */
  readonly ended: AbortSignal
}

/** Resolves once `ended` has aborted; rejects only on an error of our own. */
export async function drive<T>(driving: Driving<T>, out: Subscriber<WatchEvent<T>>): Promise<void> {
  const { resource, target, transport, random, timings, scheduler, bells, ended } = driving
  let state: State = start
  let isInParts = driving.streamed !== undefined
  const pages = pageSizes(timings.pageLimit)
  const known = book(driving.project, (object, error) => fail(misprojected(target, object, error), 0))

  function fail({ kind, because }: Failure, retryInMs: number): void {
    out.next({ type: 'failed', failure: { kind, because, retryInMs } })
  }

  function tell(input: Input): void {
    state = step(state, input, scheduler.now(), random, timings)
    if (input.type === 'failed')
      fail(input.failure, state.at === 'waiting' ? Math.round(state.untilMs - scheduler.now()) : 0)
  }

  function tellPart(part: Listed<T> | undefined): void {
    if (part && isInParts) out.next({ type: 'listed', ...part })
  }

  function complete(): void {
    isInParts = false
    out.next({ type: 'synced', items: known.completeList() })
  }

  async function page({ continueToken }: Listing, { signal }: Guard): Promise<void> {
    if (continueToken === undefined) known.restartList()
    const limit = pages.limit()
    const { items, bytes, ...page } = await listPage(resource, { limit, continueToken }, transport, signal)
    pages.read(items.length, bytes)
    for (const one of known.addPage(items)) tellPart(one)
    if (page.continueToken === undefined) complete()
    tell({ type: 'page', ...page })
  }

  /** The watch after it is a request of its own: a list may take long, and a watch may have to be short. */
  async function stream(lists: StreamedLists, quiet: Guard): Promise<void> {
    known.restartList()
    const timeoutSeconds = timings.streamSeconds
    try {
      const chunks = await openStreamedList(resource, { timeoutSeconds }, transport, quiet.signal)
      tell({ type: 'streamed' })
      const resourceVersion = await readStreamedList(chunks, quiet.heard, (event) => tellPart(known.addEvent(event)))
      lists.served()
      complete()
      tell({ type: 'page', resourceVersion })
    } catch (error) {
      const { kind, because } = failureOf(error, { ...target, verb: 'list' })
      if (quiet.stalled || !UNSEEN.has(kind)) tell({ type: 'streamed' })
      if (kind !== 'rejected' && !(error instanceof Unmarked)) throw error
      lists.refused(because)
    }
  }

  async function follow({ resourceVersion }: Watching, quiet: Guard): Promise<void> {
    const [least, most] = timings.timeoutSeconds
    const timeoutSeconds = Math.floor(least + random() * (most - least))
    const chunks = await openWatch(resource, { resourceVersion, timeoutSeconds }, transport, quiet.signal)
    quiet.heard()
    tell({ type: 'opened' })
    out.next({ type: 'heard' })
    for await (const lines of chunks) {
      // A line that never comes to its end is nothing heard.
      if (lines.length > 0) quiet.heard()
      for (const line of lines) hear(readEvent(line))
    }
    tell({ type: 'closed' })
  }

  function hear(event: WireEvent): void {
    const changes = known.hear(event)
    if (changes.length === 0) out.next({ type: 'heard' })
    for (const change of changes) out.next(change)
    tell({ type: 'heard', resourceVersion: event.resourceVersion })
  }

  async function attempt(asked: State & (Listing | Watching)): Promise<void> {
    const way = wayOf(asked, driving.streamed)
    const quiet = guard(patienceFor(way, timings), ended, scheduler)
    // A list that is under way is a question already.
    if (way === 'watch') bells.doubted = quiet.doubt
    try {
      if (asked.at === 'watching') await follow(asked, quiet)
      else if (way === 'stream' && driving.streamed) await stream(driving.streamed, quiet)
      else await page(asked, quiet)
    } catch (error) {
      if (ended.aborted) return
      tell({ type: 'failed', failure: whyFailed(quiet, error, way) })
    } finally {
      delete bells.doubted
      quiet.release()
    }
  }

  function whyFailed({ stalled: isStalled, doubted }: Guard, error: unknown, way: Way): Failure {
    if (doubted !== undefined) return { kind: 'doubted', because: doubted }
    return isStalled ? stalled(way, target, timings) : failureOf(error, { ...target, verb: verbOf(way) })
  }

  while (!ended.aborted) {
    if (state.at === 'waiting') {
      const sooner = new AbortController()
      const { endsWhen } = state
      if (endsWhen) bells[endsWhen] = () => sooner.abort()
      await elapse(state.untilMs - scheduler.now(), AbortSignal.any([ended, sooner.signal]), scheduler)
      if (endsWhen) delete bells[endsWhen]
      tell({ type: 'elapsed' })
    } else {
      await attempt(state)
    }
  }
}

const misprojected = ({ resource }: Target, { metadata }: RawObject, error: unknown): Failure => ({
  kind: 'projection',
  because: `could not make sense of ${resource} ${[metadata.namespace, metadata.name].filter(Boolean).join('/')}: ${error}`,
})

type Way = 'page' | 'stream' | 'watch'

const wayOf = (asked: Listing | Watching, lists: StreamedLists | undefined): Way => {
  if (asked.at === 'watching') return 'watch'
  return lists?.areServed && !asked.isPaged && asked.continueToken === undefined ? 'stream' : 'page'
}

const verbOf = (way: Way): 'list' | 'watch' => (way === 'watch' ? 'watch' : 'list')

/** With these nobody has looked at what was asked for: it may be asked for again. */
const UNSEEN: ReadonlySet<FailureKind> = new Set(['network', 'unauthorized', 'forbidden', 'missing', 'throttled'])

const patienceFor = (way: Way, { pageMs, streamSilentMs, silentMs }: WatchTimings): number =>
  ({ page: pageMs, stream: streamSilentMs, watch: silentMs })[way]

const stalled = (way: Way, { resource }: Target, timings: WatchTimings): Failure => ({
  kind: 'stalled',
  because: `heard nothing for ${patienceFor(way, timings) / 1000} s from the ${verbOf(way)} of ${resource}; asking anew`,
})
