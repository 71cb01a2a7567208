/**
 * Where the webhook listens. An API server does not say who it is, so its question is known by the path that it was told:
 * whoever does not know the path is not answered.
 */

/** Those that are accepted; absent: there is none. */
export interface Paths {
  /** Is announced. */
  readonly current?: string
  /** Will be, with the next certificate. */
  readonly next?: string
  /** Was, and some API server may not have heard yet. */
  readonly previous?: string
}

export const PATH_PREFIX = '/mutate/'

/** 32 bytes in hex. The API server takes a path only when each segment could be a DNS name, which base64url is not. */
const FORM = new RegExp(`^${PATH_PREFIX}[0-9a-f]{64}$`)

/** Whether this is a path as we make it; anything else might be guessed. */
export const isUnguessable = (path: string): boolean => FORM.test(path)
