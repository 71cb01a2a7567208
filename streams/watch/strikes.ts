import type { FailureKind } from './failure.ts'

/** Failures in a row, without a healthy watch between them. */
export type Strikes = {
  readonly failures: number
  readonly expiries: number
  readonly refusals: number
  /** Nothing was answered the last time. */
  readonly silent?: true
}

export const noStrikes: Strikes = { failures: 0, expiries: 0, refusals: 0 }

/** A server that answers again, if only that it is busy, is no server that is away: how long it was away must not add up. */
export function answered({ silent, ...before }: Strikes, kind: FailureKind): Strikes {
  if (!silent) return before
  return isSilence(kind) ? { ...before, silent } : { ...before, failures: 0 }
}

const isSilence = (kind: FailureKind) => kind === 'network' || kind === 'stalled'

/** A server that has just started refuses with 403 until it has read its RBAC rules: what failed before must not add up. */
const isRefusal = (kind: FailureKind) => kind === 'forbidden' || kind === 'missing' || kind === 'rejected'

/** A 410 says that the server is well: it ends a row of failures, and makes one of its own. */
export function struck(before: Strikes, kind: FailureKind): Strikes {
  if (kind === 'doubted') return before
  if (kind === 'expired') return { ...noStrikes, expiries: before.expiries + 1 }
  if (isRefusal(kind)) return { ...before, failures: 0, refusals: before.refusals + 1 }
  const { silent: _, ...counted } = { ...before, failures: before.failures + 1, refusals: 0 }
  return isSilence(kind) ? { ...counted, silent: true } : counted
}
