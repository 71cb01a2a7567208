import { MINUTE_MS, SECOND_MS } from '../../domain/duration.ts'
import type { CrowdLimits } from './crowd.ts'

/** Of one port. */
export interface ConnectionLimits {
  /** Without a whole request: they begin one, or have been answered and stay open. */
  readonly waiting: CrowdLimits
  /** Whose request is there, and whose answer is not all taken yet. */
  readonly working: CrowdLimits
}

/**
 * An API server asks for a few hundred pods at once at most, and several may come from one address; kubelets and Prometheus
 * have a connection each. One that waits costs some 30 KiB, with TLS 90.
 */
export const LIMITS: ConnectionLimits = {
  waiting: { most: 500, mostOfOne: 200 },
  working: { most: 500, mostOfOne: 300 },
}

/** What a server gives whoever asks, as options of Fastify; of TLS, see `handshakeTimeout`. */
export const PATIENCE = {
  /** For a whole request, its body included. */
  requestTimeout: 20 * SECOND_MS,
  /**
   * For the next request. Longer than API servers keep a connection that nobody uses (90 s): who closes first has to be the
   * one that asks, or a question that is on its way meets a closed door, and its pod starts without profiles.
   */
  keepAliveTimeout: 100 * SECOND_MS,
  /** Without a byte in either direction: longer than any answer takes, and than the sign of life of streams. */
  connectionTimeout: 2 * MINUTE_MS,
} as const

/** Options of Node's servers that Fastify hands on. */
export const NODE_PATIENCE = {
  headersTimeout: 10 * SECOND_MS,
  /** Late ones are looked for so often. */
  connectionsCheckingInterval: 5 * SECOND_MS,
} as const

export const HANDSHAKE_MS = 10 * SECOND_MS
