/**
 * Leader election as a state and pure functions on it: what has become of the Lease, what to do now, and when to look
 * again. The rules are client-go's (`tools/leaderelection`): clocks of two machines are never compared, a Lease has expired
 * when it did not change for its duration on *our* clock. All instants are of that one clock, in ms.
 *
 *   waiting ──> free ──(we wrote it)──> leading ──> released
 *                ^ │                     │  ^
 *                │ └──> following <──────┘  │ another holds it; it expires on our clock, and we write it
 *                └───────────┴──────────────┘
 */
import { given } from './given.ts'
export interface LeaseTimings {
  /** How long the others wait for a silent leader. */
  readonly durationMs: number
  /** How often the leader renews. */
  readonly renewMs: number
  /** A leader that could not renew for so long stops acting, well before the others may start. */
  readonly deadlineMs: number
  /** Between two tries after a failed one. */
  readonly retryMs: number
}

export const LEASE_TIMINGS: LeaseTimings = { durationMs: 15_000, renewMs: 5000, deadlineMs: 10_000, retryMs: 2000 }

/** The Lease as it stands in the API. */
export interface Lease {
  /** '' when nobody holds it. */
  readonly holder: string
  readonly durationMs: number
  readonly transitions: number
  readonly resourceVersion: string
}

/** As the API server gives it. */
export interface RawLease {
  readonly metadata?: { readonly resourceVersion?: string }
  readonly spec?: {
    readonly holderIdentity?: string
    readonly leaseDurationSeconds?: number
    readonly leaseTransitions?: number
  }
}

export const leaseFrom = ({ metadata, spec = {} }: RawLease, { durationMs } = LEASE_TIMINGS): Lease => ({
  holder: spec.holderIdentity ?? '',
  durationMs: (spec.leaseDurationSeconds ?? durationMs / 1000) * 1000,
  transitions: spec.leaseTransitions ?? 0,
  resourceVersion: metadata?.resourceVersion ?? '',
})

/** And since when it stands so on our clock. */
export interface SeenLease extends Lease {
  readonly sinceMs: number
}

/** Of our writes: when the last one began that failed, and the last one that another's had overtaken. */
interface Tries {
  readonly failedMs?: number
  readonly overtakenMs?: number
}

export type LeaseState =
  /** It has not been seen yet: nothing is done. */
  | { readonly at: 'waiting' }
  /** There is none, nobody holds it, or it bears our name from before a restart: it is ours to take. */
  | (Tries & { readonly at: 'free'; readonly lease?: SeenLease; readonly sinceMs: number })
  | (Tries & { readonly at: 'following'; readonly lease: SeenLease })
  /** By a write of ours that began at `renewedMs`. */
  | (Tries & { readonly at: 'leading'; readonly lease: SeenLease; readonly renewedMs: number })
  /** Given back: we neither act nor write any more. */
  | { readonly at: 'released'; readonly lease?: SeenLease }

/** @param lease undefined: there is none */
export function sawLease(
  state: LeaseState,
  lease: Lease | undefined,
  { identity, nowMs }: { readonly identity: string; readonly nowMs: number },
): LeaseState {
  const before = leaseOf(state)
  if (lease && lease.resourceVersion === before?.resourceVersion) return state
  const seen = lease && { ...lease, sinceMs: nowMs }
  if (state.at === 'released') return { at: 'released', ...(seen && { lease: seen }) }
  const tries = triesOf(state)
  if (!seen) return state.at === 'free' && !before ? state : { ...tries, at: 'free', sinceMs: nowMs }
  if (state.at === 'leading' && seen.holder === identity) return { ...state, lease: seen }
  if (seen.holder === '' || seen.holder === identity) return { ...tries, at: 'free', lease: seen, sinceMs: nowMs }
  return { ...tries, at: 'following', lease: seen }
}

/** We made, took or renewed it by a write that began at `startMs`. */
export const wroteLease = (
  state: LeaseState,
  lease: Lease,
  { startMs, nowMs }: { readonly startMs: number; readonly nowMs: number },
): LeaseState =>
  state.at === 'released'
    ? { at: 'released', lease: { ...lease, sinceMs: nowMs } }
    : { at: 'leading', lease: { ...lease, sinceMs: nowMs }, renewedMs: startMs }

/** A write that began at `startMs` failed; `overtaken`: by another's, which the watch will show. */
export function couldNotWrite(state: LeaseState, startMs: number, isOvertaken: boolean): LeaseState {
  if (state.at === 'waiting' || state.at === 'released') return state
  return { ...state, failedMs: startMs, ...(isOvertaken ? { overtakenMs: startMs } : {}) }
}

export const released = (state: LeaseState): LeaseState => {
  const lease = leaseOf(state)
  return { at: 'released', ...(lease && { lease }) }
}

export const leaseOf = (state: LeaseState): SeenLease | undefined => ('lease' in state ? state.lease : undefined)

const triesOf = (state: LeaseState): Tries => {
  const { failedMs, overtakenMs }: Tries = 'failedMs' in state || 'overtakenMs' in state ? state : {}
  return { ...given({ failedMs }), ...given({ overtakenMs }) }
}

export interface LeasePlan {
  readonly act?: 'create' | 'take' | 'renew'
  /** When to plan again if nothing happens before. */
  readonly wakeAtMs: number
}

/** What to do now. */
export function planLease(state: LeaseState, nowMs: number, timings = LEASE_TIMINGS): LeasePlan {
  if (state.at === 'waiting' || state.at === 'released') return { wakeAtMs: Number.POSITIVE_INFINITY }
  const retryAtMs = state.failedMs === undefined ? nowMs : state.failedMs + timings.retryMs
  if (state.at === 'leading') {
    const renewAtMs = Math.max(state.renewedMs + timings.renewMs, retryAtMs)
    if (renewAtMs <= nowMs) return { act: 'renew', wakeAtMs: nowMs + timings.retryMs }
    const validUntilMs = state.renewedMs + timings.deadlineMs
    return { wakeAtMs: nowMs < validUntilMs ? Math.min(renewAtMs, validUntilMs) : renewAtMs }
  }
  const freeAtMs = state.at === 'following' ? state.lease.sinceMs + state.lease.durationMs : nowMs
  const dueMs = Math.max(freeAtMs, retryAtMs)
  if (dueMs > nowMs) return { wakeAtMs: dueMs }
  return { act: state.lease ? 'take' : 'create', wakeAtMs: nowMs + timings.retryMs }
}

/** Whether we may act in this very instant: a process that was suspended finds out here, before any timer fires. */
export const mayActAt = (state: LeaseState, nowMs: number, { deadlineMs } = LEASE_TIMINGS): boolean =>
  state.at === 'leading' && nowMs < state.renewedMs + deadlineMs

/** Who leads, or since when nobody does; neither: that is not known yet. */
export function leadershipOf(
  state: LeaseState,
  nowMs: number,
): { readonly leader?: string; readonly leaderlessSinceMs?: number } {
  const lease = leaseOf(state)
  if (!lease) return state.at === 'free' ? { leaderlessSinceMs: state.sinceMs } : {}
  if (lease.holder === '') return { leaderlessSinceMs: lease.sinceMs }
  // Somebody writes it, though we have not seen what.
  const heardMs = Math.max(lease.sinceMs, triesOf(state).overtakenMs ?? 0)
  const untilMs = heardMs + lease.durationMs
  return nowMs < untilMs ? { leader: lease.holder } : { leaderlessSinceMs: untilMs }
}

/** Thrown instead of writing: somebody else leads, whose word would be overwritten. */
export class NotLeading extends Error {
  override readonly name = 'NotLeading'
  constructor() {
    super('this replica is not the leader any more')
  }
}

/** How log, metrics and page call the writing of a Lease, beside the watch of it. */
export const leaseWrites = (name: string): string => `writes of leases/${name}`
