/**
 * Leader election as a pure function: given the Lease as last seen, what to do now and when to look again. The rules are
 * client-go's (`tools/leaderelection`): clocks of two machines are never compared, a Lease has expired when it did not
 * change for its duration on *our* clock.
 */
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

/** The Lease as it stands, and since when it stands so on our clock. */
export interface SeenLease {
  /** '' when nobody holds it. */
  readonly holder: string
  readonly durationMs: number
  readonly transitions: number
  readonly resourceVersion: string
  readonly sinceMs: number
}

export interface LeaseInput {
  readonly identity: string
  /** undefined: there is none. */
  readonly seen: SeenLease | undefined
  /** When our last successful write began. */
  readonly renewedMs: number | undefined
  /** When our last failed write began, unless one succeeded since. */
  readonly failedMs: number | undefined
  readonly nowMs: number
}

export interface LeasePlan {
  readonly leading: boolean
  /** Until when we may act without a further renewal. */
  readonly validUntilMs: number
  readonly act?: 'create' | 'take' | 'renew'
  /** When to plan again if nothing happens before. */
  readonly wakeAtMs: number
}

export function planLease(
  { identity, seen, renewedMs, failedMs, nowMs }: LeaseInput,
  timings = LEASE_TIMINGS,
): LeasePlan {
  const retryAtMs = failedMs === undefined ? nowMs : failedMs + timings.retryMs
  const isDue = retryAtMs <= nowMs
  if (seen?.holder === identity && renewedMs !== undefined) {
    const validUntilMs = renewedMs + timings.deadlineMs
    const renewAtMs = Math.max(renewedMs + timings.renewMs, retryAtMs)
    const leading = nowMs < validUntilMs
    if (renewAtMs <= nowMs) return { leading, validUntilMs, act: 'renew', wakeAtMs: nowMs + timings.retryMs }
    return { leading, validUntilMs, wakeAtMs: leading ? Math.min(renewAtMs, validUntilMs) : renewAtMs }
  }
  const following = { leading: false, validUntilMs: 0 }
  const freeAtMs = freeAt(seen, identity)
  if (freeAtMs > nowMs) return { ...following, wakeAtMs: freeAtMs }
  if (!isDue) return { ...following, wakeAtMs: retryAtMs }
  return { ...following, act: seen ? 'take' : 'create', wakeAtMs: nowMs + timings.retryMs }
}

/** Our own name in it without a write of ours is from before a restart under the same name: it is ours to take. */
function freeAt(seen: SeenLease | undefined, identity: string): number {
  if (!seen || seen.holder === '' || seen.holder === identity) return 0
  return seen.sinceMs + seen.durationMs
}

/**
 * Who leads, or since when nobody does.
 * @param heardMs when it last showed that the Lease is written, though we did not see what
 * @param absentSinceMs since when there is no Lease; undefined: that is not known yet
 */
export function leadershipOf(
  seen: SeenLease | undefined,
  { heardMs = 0, absentSinceMs, nowMs }: LeaseSight,
): { readonly leader?: string; readonly leaderlessSinceMs?: number } {
  if (!seen) return absentSinceMs === undefined ? {} : { leaderlessSinceMs: absentSinceMs }
  if (seen.holder === '') return { leaderlessSinceMs: seen.sinceMs }
  const untilMs = Math.max(seen.sinceMs, heardMs) + seen.durationMs
  return nowMs < untilMs ? { leader: seen.holder } : { leaderlessSinceMs: untilMs }
}

export interface LeaseSight {
  readonly heardMs: number | undefined
  readonly absentSinceMs: number | undefined
  readonly nowMs: number
}

/** How log, metrics and page call the writing of a Lease, beside the watch of it. */
export const leaseWrites = (name: string): string => `writes of leases/${name}`
