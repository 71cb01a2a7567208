/**
 * The list+watch state machine: one pure transition function, no I/O, no clock. The driver (`drive.ts`) does what the
 * state says, and tells what came of it.
 *
 *     start ──> listing ──last page──> watching ──closed after a while──> watching, from the last resourceVersion
 *                 ^ ^                    │   │
 *                 │ └────first 410───────┘   └──failed, or closed at once──> waiting ──elapsed──> where it was
 *                 └──────────────────410 again, after its wait──────────────────┘
 */
import { MINUTE_MS, SECOND_MS } from '../../src/domain/duration.ts'
import { given } from '../../src/domain/given.ts'
import { type BackoffOptions, backoffMs, defaultBackoff } from '../operators/backoff.ts'
import type { Failure, FailureKind } from './failure.ts'

/** Failures in a row, without a healthy watch between them. */
type Strikes = {
  readonly failures: number
  readonly expiries: number
  readonly refusals: number
  /** Nothing was answered the last time. */
  readonly silent?: true
}

export type Listing = {
  readonly at: 'listing'
  /** Of the next page; none: from the start. */
  readonly continueToken?: string
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
  /**
   * What ends the wait before its time. `reached`: the server could not be reached, or was not well, and has answered
   * something. `relieved`: it refused us, and lets us do again what it refused.
   */
  readonly endsWhen?: 'reached' | 'relieved'
  readonly next: Listing | Watching
}
export type State = (Listing | Watching | Waiting) & { readonly strikes: Strikes }

export type Input =
  | { readonly type: 'page'; readonly resourceVersion: string; readonly continueToken?: string }
  | { readonly type: 'opened' }
  | { readonly type: 'heard'; readonly resourceVersion: string }
  | { readonly type: 'closed' } // by the server, cleanly
  | { readonly type: 'failed'; readonly failure: Failure }
  | { readonly type: 'elapsed' }

export type Policy = {
  readonly backoff: BackoffOptions
  /** Two watches do not start closer to each other than this. */
  readonly floorMs: number
  /** After a refusal, which mostly only a person can change, doubling. */
  readonly refused: Pick<BackoffOptions, 'firstMs' | 'capMs'>
  /** The most that is waited after an answer that is not what the API speaks. */
  readonly malformedCapMs: number
  /** The most that a Retry-After may ask for. */
  readonly retryAfterCapMs: number
}

export const defaultPolicy: Policy = {
  backoff: defaultBackoff,
  floorMs: 1000,
  refused: { firstMs: 1000, capMs: MINUTE_MS },
  malformedCapMs: 3 * SECOND_MS,
  retryAfterCapMs: 5 * MINUTE_MS,
}

const noStrikes: Strikes = { failures: 0, expiries: 0, refusals: 0 }
export const start: State = { at: 'listing', strikes: noStrikes }

/** Inputs that a state cannot have (a page while watching) leave it as it is. */
export function step(state: State, input: Input, nowMs: number, random: () => number, policy = defaultPolicy): State {
  switch (input.type) {
    case 'page':
      return state.at === 'listing' ? turned(input, state.strikes) : state
    case 'opened':
      return state.at === 'watching' ? { ...state, openedMs: nowMs } : state
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

function turned({ resourceVersion, continueToken }: Input & { type: 'page' }, strikes: Strikes): State {
  if (continueToken !== undefined) return { at: 'listing', continueToken, strikes }
  return { at: 'watching', resourceVersion, strikes }
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

/** A server that answers is no server under load, and nothing else tells when it speaks the API again. */
const capOf = (kind: FailureKind, { backoff, malformedCapMs }: Policy): number =>
  kind === 'malformed' ? malformedCapMs : backoff.capMs

/** Who is asked to stay away for long stays away. */
const LONG_MS = 5000

const endsWhen = ({ kind, retryAfterMs = 0 }: Failure): Waiting['endsWhen'] =>
  retryAfterMs > LONG_MS ? undefined : ENDS[kind]

const ENDS: Partial<Record<FailureKind, NonNullable<Waiting['endsWhen']>>> = {
  network: 'reached',
  server: 'reached',
  forbidden: 'relieved',
  unauthorized: 'relieved',
  throttled: 'relieved',
}

/** A server that answers again, if only that it is busy, is no server that is away: how long it was away must not add up. */
function answered({ silent, ...before }: Strikes, kind: FailureKind): Strikes {
  if (!silent) return before
  return isSilence(kind) ? { ...before, silent } : { ...before, failures: 0 }
}

const isSilence = (kind: FailureKind) => kind === 'network' || kind === 'stalled'

function strikesOf(state: State, nowMs: number, policy: Policy): Strikes {
  const healthy =
    state.at === 'watching' && state.openedMs !== undefined && nowMs - state.openedMs >= policy.backoff.healthyMs
  return healthy ? noStrikes : state.strikes
}

/** A server that has just started refuses with 403 until it has read its RBAC rules: what failed before must not add up. */
const isRefusal = (kind: FailureKind) => kind === 'forbidden' || kind === 'missing' || kind === 'rejected'

/** A 410 says that the server is well: it ends a row of failures, and makes one of its own. */
function struck(before: Strikes, kind: FailureKind): Strikes {
  if (kind === 'doubted') return before
  if (kind === 'expired') return { ...noStrikes, expiries: before.expiries + 1 }
  if (isRefusal(kind)) return { ...before, failures: 0, refusals: before.refusals + 1 }
  const { silent: _, ...counted } = { ...before, failures: before.failures + 1, refusals: 0 }
  return isSilence(kind) ? { ...counted, silent: true } : counted
}

/** Resume where we were; but 410, and lines that stay unreadable, need a new list. */
function nextOf(state: Listing | Watching, kind: FailureKind, before: Strikes): Listing | Watching {
  if (kind === 'expired' || (kind === 'malformed' && before.failures >= 2)) return { at: 'listing' }
  return state.at === 'watching' ? resume(state) : relist(state)
}

const resume = ({ resourceVersion }: Watching): Watching => ({ at: 'watching', resourceVersion })
const relist = ({ continueToken }: Listing): Listing =>
  continueToken === undefined ? { at: 'listing' } : { at: 'listing', continueToken }

function waitOf(failure: Failure, before: Strikes, random: () => number, policy: Policy): number {
  switch (failure.kind) {
    case 'expired':
      return before.expiries === 0 ? 0 : Math.max(policy.floorMs, backoffMs(before.expiries, random, policy.backoff))
    case 'doubted':
    case 'stalled':
      return 0 // it has waited long enough
    case 'forbidden':
    case 'missing':
    case 'rejected':
      return Math.min(policy.refused.capMs, policy.refused.firstMs * 2 ** before.refusals) * (1 + random() / 4)
    default: {
      const asked = Math.min(failure.retryAfterMs ?? 0, policy.retryAfterCapMs)
      const ours = Math.min(capOf(failure.kind, policy), backoffMs(before.failures, random, policy.backoff))
      // Everyone was told the same second: come a little later, each at another instant.
      return asked > 0 ? Math.max(asked + random() * policy.backoff.firstMs, ours) : ours
    }
  }
}
