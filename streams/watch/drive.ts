/** Drives the machine of `state.ts`: does the I/O that the state asks for, tells it what came of it, passes on changes. */
import type { SchedulerLike, Subscriber } from 'rxjs'
import type { Target } from '../../src/kubernetes/path.ts'
import type { Transport } from '../../src/kubernetes/transport.ts'
import { book } from './book.ts'
import { elapse } from './elapse.ts'
import type { WatchEvent } from './event.ts'
import { listPage, openWatch, type Resource } from './exchange.ts'
import { type Failure, failureOf } from './failure.ts'
import { type Guard, guard } from './silence.ts'
import { type Input, type Listing, type Policy, type State, start, step, type Watching } from './state.ts'
import { type RawObject, readEvent, type WireEvent } from './wire.ts'

export type WatchTimings = Policy & {
  /** Objects a page. */
  readonly pageLimit: number
  /** How long a page may take. */
  readonly pageMs: number
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
  const known = book(driving.project, (object, error) => fail(misprojected(target, object, error), 0))

  function fail({ kind, because }: Failure, retryInMs: number): void {
    out.next({ type: 'failed', failure: { kind, because, retryInMs } })
  }

  function tell(input: Input): void {
    state = step(state, input, scheduler.now(), random, timings)
    if (input.type === 'failed')
      fail(input.failure, state.at === 'waiting' ? Math.round(state.untilMs - scheduler.now()) : 0)
  }

  async function list({ continueToken }: Listing, { signal }: Guard): Promise<void> {
    if (continueToken === undefined) known.restartList()
    const { items, ...page } = await listPage(resource, { limit: timings.pageLimit, continueToken }, transport, signal)
    known.addPage(items)
    if (page.continueToken === undefined) out.next({ type: 'synced', items: known.completeList() })
    tell({ type: 'page', ...page })
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
    const verb = asked.at === 'listing' ? 'list' : 'watch'
    const quiet = guard(patienceFor(verb, timings), ended, scheduler)
    // A list that is under way is a question already.
    if (verb === 'watch') bells.doubted = quiet.doubt
    try {
      await (asked.at === 'listing' ? list(asked, quiet) : follow(asked, quiet))
    } catch (error) {
      if (ended.aborted) return
      tell({ type: 'failed', failure: whyFailed(quiet, error, verb) })
    } finally {
      delete bells.doubted
      quiet.release()
    }
  }

  function whyFailed({ stalled: isStalled, doubted }: Guard, error: unknown, verb: 'list' | 'watch'): Failure {
    if (doubted !== undefined) return { kind: 'doubted', because: doubted }
    return isStalled ? stalled(verb, target, timings) : failureOf(error, { ...target, verb })
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

const patienceFor = (verb: 'list' | 'watch', { pageMs, silentMs }: WatchTimings) =>
  verb === 'list' ? pageMs : silentMs

const stalled = (verb: 'list' | 'watch', { resource }: Target, timings: WatchTimings): Failure => ({
  kind: 'stalled',
  because: `heard nothing for ${patienceFor(verb, timings) / 1000} s from the ${verb} of ${resource}; asking anew`,
})
