/** What can go wrong with a list or a watch, as data: a kind for the state machine, a sentence for people. */
import { ConnectionError } from '../../src/kubernetes/connection-error.ts'
import { type Attempt, describeApiError } from '../../src/kubernetes/describe.ts'
import { ApiError } from '../../src/kubernetes/errors.ts'

export type FailureKind =
  | 'expired' // 410: our place in history is gone
  | 'forbidden' // 403
  | 'unauthorized' // 401, or no usable credentials
  | 'missing' // 404: the API does not serve this resource
  | 'rejected' // any other 4xx
  | 'throttled' // 429, or any answer with Retry-After
  | 'server' // 5xx
  | 'network' // sockets, names, TLS
  | 'stalled' // nothing was heard for too long
  | 'doubted' // something else says that it is dead
  | 'malformed' // an answer that is not what the API speaks
  | 'projection' // our own `project` threw; nothing is retried, the one object keeps its last known state
  | 'unexpected'

export type Failure = {
  readonly kind: FailureKind
  /** The human sentence. */
  readonly because: string
  /** What the server asked for. */
  readonly retryAfterMs?: number | undefined
}

/** Thrown for an answer that is well-formed HTTP and no Kubernetes. */
export class Malformed extends Error {
  override readonly name = 'Malformed'
}

export function failureOf(error: unknown, attempt: Attempt): Failure {
  if (error instanceof Malformed) {
    return {
      kind: 'malformed',
      because: `could not read the answer to ${attempt.verb} ${attempt.resource}: ${error.message}`,
    }
  }
  const because = describeApiError(error, attempt)
  if (error instanceof ConnectionError)
    return { kind: error.code === 'credentials' ? 'unauthorized' : 'network', because }
  if (error instanceof ApiError) return { kind: kindOf(error), because, retryAfterMs: error.retryAfterMs }
  return { kind: 'unexpected', because }
}

function kindOf({ status, reason, causes, retryAfterMs }: ApiError): FailureKind {
  if (status === 410 || reason === 'Expired' || reason === 'Gone') return 'expired'
  // After a restore from a backup the server's history is shorter than ours: waiting for it could take days.
  if (causes.some((cause) => cause.reason === 'ResourceVersionTooLarge')) return 'expired'
  if (status === 401) return 'unauthorized'
  if (status === 403) return 'forbidden'
  if (status === 404) return 'missing'
  if (status === 429 || retryAfterMs !== undefined) return 'throttled'
  return status >= 500 ? 'server' : 'rejected'
}
