import { MINUTE_MS, SECOND_MS } from '../../domain/duration.ts'
import type { CrowdLimits } from './crowd.ts'
import type { Port } from './refusal.ts'

/** Of one port. */
export interface ConnectionLimits {
  /** Without a whole request: they begin one, or have been answered and stay open. */
  readonly waiting: CrowdLimits
  /** Whose request is there, and whose answer is not all taken yet. */
  readonly working: CrowdLimits
}

/**
 * What one address may have is for a whole cluster's people: behind an Ingress, a `kubectl proxy` or NAT all have the same. One
 * connection that waits costs some 30 KiB, with TLS 90.
 */
export const LIMITS: Readonly<Record<Port, ConnectionLimits>> = {
  /** Kubelets and Prometheus have a connection each, an open page up to two, and ingress-nginx keeps 320. */
  http: { waiting: { most: 500, mostOfOne: 400 }, working: { most: 500, mostOfOne: 400 } },
  /** An API server has a connection for each pod that is made just now, of the 600 requests that it works on at once. */
  https: { waiting: { most: 1000, mostOfOne: 800 }, working: { most: 1000, mostOfOne: 800 } },
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
