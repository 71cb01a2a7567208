/** What an HTTP answer that is no success becomes: one error class, built from the Kubernetes Status in its body. */
import { parseJson } from '../domain/parsed.ts'
import type { ApiResponse } from './transport.ts'

export type ApiErrorCause = { readonly reason?: string; readonly message?: string; readonly field?: string }

export class ApiError extends Error {
  override readonly name = 'ApiError'
  /** The HTTP status, or the Status object's `code` when it came inside a watch. */
  readonly status: number
  /** Kubernetes' own word: `NotFound`, `Forbidden`, `Conflict`, `Expired`, …; '' when the answer had none. */
  readonly reason: string
  /** How long the server asks us to stay away, if it does. */
  readonly retryAfterMs: number | undefined
  readonly causes: readonly ApiErrorCause[]

  constructor(fields: Pick<ApiError, 'status' | 'reason' | 'message' | 'retryAfterMs' | 'causes'>) {
    super(fields.message)
    this.status = fields.status
    this.reason = fields.reason
    this.retryAfterMs = fields.retryAfterMs
    this.causes = fields.causes
  }
}

/** Whether an error says that a kind or an object is not there, or not shown to us. */
export const isNotShown = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === 404 || error.status === 403)

/** Reads the body to its end. */
export async function apiErrorOf(response: ApiResponse): Promise<ApiError> {
  const text = await response.text()
  // A proxy answers with HTML, or with nothing at all.
  const error = apiErrorFromStatus(parseJson(text), response.status)
  const retryAfterMs = retryAfter(response.headers) ?? error.retryAfterMs
  return new ApiError({
    status: response.status,
    reason: error.reason,
    message: error.message || excerpt(text) || `HTTP ${response.status}`,
    retryAfterMs,
    causes: error.causes,
  })
}

/** @param status a Kubernetes Status, as in an ERROR event of a watch; anything else gives an error without a reason */
export function apiErrorFromStatus(status: unknown, httpStatus = 500): ApiError {
  const { code, reason, message, details } = fields(status)
  const { retryAfterSeconds, causes } = fields(details)
  return new ApiError({
    status: typeof code === 'number' && code > 0 ? code : httpStatus,
    reason: text(reason) ?? '',
    message: text(message) ?? '',
    retryAfterMs: typeof retryAfterSeconds === 'number' && retryAfterSeconds > 0 ? retryAfterSeconds * 1000 : undefined,
    causes: Array.isArray(causes) ? causes.map(cause) : [],
  })
}

function cause(given: unknown): ApiErrorCause {
  const { reason, message, field } = fields(given)
  const all = { reason: text(reason), message: text(message), field: text(field) }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}

/** Seconds, or a date, which the answer's own Date header turns into a span: no clock of ours is asked. */
function retryAfter(headers: ApiResponse['headers']): number | undefined {
  const value = headers['retry-after']
  if (value === undefined) return undefined
  const seconds = /^\d+$/.test(value.trim())
    ? Number(value)
    : (Date.parse(value) - Date.parse(headers.date ?? '')) / 1000
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined
}

const excerpt = (body: string): string =>
  body
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200)
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
const fields = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
