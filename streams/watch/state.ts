/**
 * The list+watch state machine: one pure transition function, no I/O, no clock. The driver (`drive.ts`) does what the
 * state says, and tells what came of it.
 *
 *     start ──> listing ──last page──> watching ──closed after a while──> watching, from the last resourceVersion
 *                 ^ ^                    │   │
 *                 │ └────first 410───────┘   └──failed, or closed at once──> waiting ──elapsed──> where it was
 *                 └──────────────────410 again, after its wait──────────────────┘
 */
import { given } from '../../src/domain/given.ts'
import type { Failure, FailureKind } from './failure.ts'
import { answered, noStrikes, type Strikes, struck } from './strikes.ts'
import { type Bell, defaultPolicy, endsWhen, type Policy, waitOf } from './waits.ts'

export type Listing = {
  readonly at: 'listing'
  /** Of the next page; none: from the start. */
  readonly continueToken?: string
  /** It was asked for as a stream before, which has no second try: pages come to an end on any server. */
  readonly isPaged?: true
}
export type Watching = {
  readonly at: 'watching'
  /** Of the last event heard: where a new watch resumes. */
  readonly resourceVersion: string
  /** When the server accepted this watch (epoch ms); absent while it has not. */
  readonly openedMs?: number
}
type Waiting = {
  readonly at: 'waiting'
  readonly untilMs: number
  readonly endsWhen?: Bell
  readonly next: Listing | Watching
}
export type State = (Listing | Watching | Waiting) & { readonly strikes: Strikes }

export type Input =
  /** A page; without a token the last one, or all of a stream. */
  | { readonly type: 'page'; readonly resourceVersion: string; readonly continueToken?: string }
  /** The watch was accepted. */
  | { readonly type: 'opened' }
  /** The list was asked for as a stream. */
  | { readonly type: 'streamed' }
  | { readonly type: 'heard'; readonly resourceVersion: string }
  | { readonly type: 'closed' } // by the server, cleanly
  | { readonly type: 'failed'; readonly failure: Failure }
  | { readonly type: 'elapsed' }

export const start: State = { at: 'listing', strikes: noStrikes }

/** Inputs that a state cannot have (a page while watching) leave it as it is. */
export function step(state: State, input: Input, nowMs: number, random: () => number, policy = defaultPolicy): State {
  switch (input.type) {
    case 'page':
      return state.at === 'listing' ? turned(state, input) : state
    case 'opened':
      return state.at === 'watching' ? { ...state, openedMs: nowMs } : state
    case 'streamed':
      return state.at === 'listing' ? { ...state, isPaged: true } : state
    case 'heard':
      return state.at === 'watching' ? { ...state, resourceVersion: input.resourceVersion } : state
    case 'closed':
      return state.at === 'watching' ? closed(state, nowMs, policy) : state
    case 'failed':
      return state.at === 'waiting' ? state : failed(state, input.failure, nowMs, random, policy)
    case 'elapsed':
      return state.at === 'waiting' ? { ...state.next, strikes: state.strikes } : state
  }
}

function turned(
  { isPaged, strikes }: State & Listing,
  { resourceVersion, continueToken }: Input & { type: 'page' },
): State {
  if (continueToken === undefined) return { at: 'watching', resourceVersion, strikes }
  return { at: 'listing', continueToken, ...given({ isPaged }), strikes }
}

function closed(state: State & Watching, nowMs: number, policy: Policy): State {
  const strikes = strikesOf(state, nowMs, policy)
  const next = resume(state)
  const earliestMs = (state.openedMs ?? nowMs) + policy.floorMs
  return nowMs >= earliestMs ? { ...next, strikes } : { at: 'waiting', untilMs: earliestMs, next, strikes }
}

function failed(
  state: State & (Listing | Watching),
  failure: Failure,
  nowMs: number,
  random: () => number,
  policy: Policy,
): State {
  const before = answered(strikesOf(state, nowMs, policy), failure.kind)
  const next = nextOf(state, failure.kind, before)
  const waitMs = waitOf(failure, before, random, policy)
  const strikes = struck(before, failure.kind)
  if (waitMs <= 0) return { ...next, strikes }
  return { at: 'waiting', untilMs: nowMs + waitMs, ...given({ endsWhen: endsWhen(failure) }), next, strikes }
}

function strikesOf(state: State, nowMs: number, policy: Policy): Strikes {
  const healthy =
    state.at === 'watching' && state.openedMs !== undefined && nowMs - state.openedMs >= policy.backoff.healthyMs
  return healthy ? noStrikes : state.strikes
}

/** Resume where we were; but 410, and lines that stay unreadable, need a new list. */
function nextOf(state: Listing | Watching, kind: FailureKind, before: Strikes): Listing | Watching {
  if (kind === 'expired' || (kind === 'malformed' && before.failures >= 2)) return anew(state)
  return state.at === 'watching' ? resume(state) : relist(state)
}

const anew = (state: Listing | Watching): Listing => ({
  at: 'listing',
  ...given({ isPaged: state.at === 'listing' ? state.isPaged : undefined }),
})
const resume = ({ resourceVersion }: Watching): Watching => ({ at: 'watching', resourceVersion })
const relist = ({ continueToken, isPaged }: Listing): Listing => ({
  at: 'listing',
  ...given({ continueToken, isPaged }),
})
