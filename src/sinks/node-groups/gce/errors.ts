/** What Google answers when it does not do what was asked, as sentences for whoever runs the hub. Total. */
import { given } from '../../../domain/given.ts'
import { NotLeading } from '../../../domain/lease.ts'
import type { NotDone } from '../node-groups.ts'

/** An operation that was taken on, and then failed or did not end. */
class OperationError extends Error {
  override readonly name = 'OperationError'
}

/** What was asked was taken on; what became of it could not be seen, for the cause. */
export class UnseenEnd extends Error {
  override readonly name = 'UnseenEnd'
  constructor(cause: unknown) {
    super('it was begun, and its end could not be seen', { cause })
  }
}

/** As much of an operation as is read. */
export interface RunningOperation {
  readonly name?: string
  readonly status?: string
  readonly error?: { readonly errors?: readonly { readonly code?: string; readonly message?: string }[] }
  readonly httpErrorMessage?: string
}

/** Why an operation is not done well; undefined: it is. */
export function failedOperation({ status, error, httpErrorMessage }: RunningOperation): Error | undefined {
  const errors = (error?.errors ?? []).map(({ code, message }) => [code, message].filter(Boolean).join(': '))
  if (errors.length > 0 || httpErrorMessage) return new OperationError(errors.join('; ') || httpErrorMessage || '')
  return status === 'DONE' ? undefined : new OperationError('it is still under way; the next cycle looks again')
}

/** As much of an error of Google's library as is read. */
interface Answered {
  readonly response?: {
    readonly status?: number
    readonly headers?: Headers
    readonly data?: { readonly error?: { readonly message?: string; readonly errors?: readonly { reason?: string }[] } }
  }
}

const answerTo = (error: unknown) => (error as Answered | undefined)?.response
const RATE = new Set(['rateLimitExceeded', 'userRateLimitExceeded'])
/** Google also says with 403 that somebody asks too often. */
const isRateLimited = (error: unknown) =>
  (answerTo(error)?.data?.error?.errors ?? []).some(({ reason }) => RATE.has(reason ?? ''))

export const hasStatus = (error: unknown, status: number): boolean => answerTo(error)?.status === status

/** The quota of a region or of the project, which is no matter of roles. */
const isQuota = (error: unknown) =>
  (answerTo(error)?.data?.error?.errors ?? []).some(({ reason }) => reason === 'quotaExceeded')

/** Whether the same request may go well a moment later. */
export function isWorthRetrying(error: unknown): boolean {
  const status = answerTo(error)?.status
  return status === undefined || status === 429 || (status >= 500 && status <= 504) || isRateLimited(error)
}

/** Whether nothing was done of it, and nothing will be for now: another group may be asked. */
export function isRefused(error: unknown): boolean {
  const status = answerTo(error)?.status ?? 0
  return status >= 400 && status < 500 && !isWorthRetrying(error)
}

/** How long the server asks us to stay away. Milliseconds. */
export function retryAfterOf(error: unknown): number | undefined {
  const seconds = Number(answerTo(error)?.headers?.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined
}

/** @param tried such as `make group users in europe-west6-a larger` */
export function notDone(error: unknown, tried: string): NotDone {
  const answered = error instanceof UnseenEnd ? error.cause : error
  return { because: sentence(error, tried), ...given({ retryAfterMs: retryAfterOf(answered) }) }
}

const ROLE = 'see "Google Compute Engine" in docs/utilization.md for the role'

/** Google names the one that is missing, if any: `Required 'compute.regionOperations.get' permission for …`. */
function forbidden(said: string): string {
  const [, permission] = /'(compute\.[\w.]+)' permission/.exec(said) ?? []
  return permission ? `our account's role lacks ${permission}; ${ROLE}` : ROLE
}

function sentence(error: unknown, tried: string): string {
  const { status, data } = answerTo(error) ?? {}
  const said = data?.error?.message ?? (error instanceof Error ? error.message : String(error))
  if (error instanceof NotLeading) return `could not ${tried}: ${said}`
  if (error instanceof UnseenEnd)
    return `Google has begun to ${tried}, but ${sentence(error.cause, 'see what became of it')}`
  if (error instanceof OperationError) return `Google could not ${tried}: ${said}`
  if (status === undefined)
    return /default credentials/i.test(said)
      ? `there are no Google credentials to ${tried}: is Workload Identity set up for our ServiceAccount? (${said})`
      : `Google could not be reached to ${tried}: ${said}`
  if (status === 429 || isRateLimited(error)) return `Google asks us to wait before we ${tried} (${status}: ${said})`
  if (isQuota(error)) return `our quota at Google does not allow us to ${tried} (${status}: ${said})`
  return refusal(status, said, tried)
}

function refusal(status: number, said: string, tried: string): string {
  if (status === 401) return `Google does not accept our credentials to ${tried} (401: ${said})`
  if (status === 403) return `Google does not allow us to ${tried}; ${forbidden(said)} (403: ${said})`
  if (status === 404) return `Google knows nothing of what we named to ${tried} (404: ${said})`
  if (status === 409) return `Google could not ${tried}, something else is under way there (409: ${said})`
  return `Google ${status >= 500 ? 'failed' : 'refused'} to ${tried} (${status}: ${said})`
}
