import { MINUTE_MS } from '../duration.ts'
import { sayInstant } from '../instant.ts'
import { type Problem, problem } from '../problem.ts'
import type { Config } from '../settings/config.ts'

/** How the webhook fares that gives pods their profiles. */
export interface WebhookState {
  /** Of the certificate that is served; undefined: none is. Epoch ms. */
  readonly certificateValidUntilMs: number | undefined
  /** Since when there is none although decisions are made and the webhook is enabled. Epoch ms. */
  readonly certificateMissingSinceMs: number | undefined
  /** The step of changing the certificate that failed last, unless one was made since. */
  readonly certificateFailure: { readonly because: string; readonly atMs: number } | undefined
  /** Pods that were let through as they were, in the last hour. */
  readonly failedAdmissions: number
}

/** While the certificate is made at an installation. */
const MAKING_MS = 15_000
/** A step that fails is tried every 10 s: who does not hear of it any more has nothing more to do. */
const TRYING_MS = 2 * MINUTE_MS

const WITHOUT = 'servers start without their profiles'

/** Nothing where the webhook is not enabled. */
export function webhookProblems({
  config,
  certificateValidUntilMs: untilMs,
  certificateMissingSinceMs: missingSinceMs,
  certificateFailure: failure,
  failedAdmissions,
  nowMs,
}: WebhookState & { readonly config: Config | undefined; readonly nowMs: number }): {
  readonly bad: readonly Problem[]
  readonly warnings: readonly Problem[]
} {
  if (!config?.profiles.enabled) return { bad: [], warnings: [] }
  const isTrying = failure !== undefined && nowMs - failure.atMs < TRYING_MS
  const failed = isTrying ? [problem('certificate', failure.because)] : []
  if (!config.profiles.webhook.enabled) return { bad: failed, warnings: [] }
  const isExpired = untilMs !== undefined && untilMs < nowMs
  const isMissing = missingSinceMs !== undefined && nowMs - missingSinceMs >= MAKING_MS
  return {
    bad: [
      ...(isExpired ? [problem('certificate', `it has expired on ${sayInstant(untilMs)}; ${WITHOUT}`)] : []),
      ...(isMissing ? [problem('certificate', `the webhook has none; ${WITHOUT}`)] : []),
      ...failed,
    ],
    warnings: failedAdmissions > 0 ? [problem('admissions', sayFailed(failedAdmissions))] : [],
  }
}

const sayFailed = (count: number) =>
  `${count} ${count === 1 ? 'pod was' : 'pods were'} started without profiles in the last hour; the log says why`
