/** The Compute Engine API v1 as its reference has it: one request, with credentials, tries and a limit of time. */
import { setTimeout as sleepReal } from 'node:timers/promises'
import type { gaxios } from 'google-auth-library'
import { given } from '../../../domain/given.ts'
import { isWorthRetrying, retryAfterOf } from './errors.ts'

export interface Asked {
  /** Below `compute/v1/`. */
  readonly path: string
  readonly method?: 'GET' | 'POST'
  readonly query?: Readonly<Record<string, string | number>>
  /** What becomes JSON. */
  readonly body?: object
  /** How long the connection may stay open. Default: 30,000. */
  readonly timeoutMs?: number
}

/** What was answered. Throws what `notDone` makes a sentence of. */
export type Api = <T>(asked: Asked) => Promise<T>

/** Whatever adds credentials to a request: all of Google's do. */
export interface Credentials {
  request<T>(options: gaxios.GaxiosOptions): Promise<{ readonly data: T }>
}

export interface ApiOptions {
  /** Throws where nothing may be changed any more; asked before each further try. */
  readonly asLeader: () => void
  /** Default: Google's. */
  readonly rootUrl?: string
  /** Default: the application's own credentials (on GKE those of Workload Identity). */
  readonly auth?: Credentials
  readonly sleep?: (ms: number) => Promise<unknown>
}

const ROOT_URL = 'https://compute.googleapis.com/'
const SCOPE = 'https://www.googleapis.com/auth/compute'
const TRIES_AGAIN = 3
/** A server that wants to be left alone for longer is asked again in the next cycle. */
const LONGEST_PAUSE_MS = 10_000
const TIMEOUT_MS = 30_000

/** Google's own credentials are loaded only now: who does not use them does not pay for them. */
export async function computeApi({ asLeader, rootUrl = ROOT_URL, auth, sleep = sleepReal }: ApiOptions): Promise<Api> {
  const credentials = auth ?? (await ownCredentials())
  // Also what changes something: sizes are absolute, and a request id makes a repetition one request.
  const retryConfig: gaxios.RetryConfig = {
    retry: TRIES_AGAIN,
    shouldRetry: (error) =>
      isWorthRetrying(error) &&
      (error.config.retryConfig?.currentRetryAttempt ?? 0) < TRIES_AGAIN &&
      (retryAfterOf(error) ?? 0) <= LONGEST_PAUSE_MS,
    retryBackoff: async (error, backoffMs) => {
      await sleep(Math.max(retryAfterOf(error) ?? 0, backoffMs))
      if (error.config.method !== 'GET') asLeader()
    },
  }
  return async <T>({ path, method = 'GET', query, body, timeoutMs = TIMEOUT_MS }: Asked) => {
    const url = new URL(`compute/v1/${path}`, rootUrl)
    const params = given({ params: query, data: body })
    return (await credentials.request<T>({ url, method, timeout: timeoutMs, retryConfig, ...params })).data
  }
}

async function ownCredentials(): Promise<Credentials> {
  const { GoogleAuth } = await import('./google.ts')
  return new GoogleAuth({ scopes: [SCOPE] })
}
