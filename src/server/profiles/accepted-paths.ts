import { createHash, timingSafeEqual } from 'node:crypto'

/** The paths at which the webhook answers: none, until it is given some. */
export interface AcceptedPaths {
  accept(paths: readonly string[]): void
  isEmpty(): boolean
  /** Takes as long whatever the path is, so that its time tells nothing about those that are accepted. */
  has(path: string): boolean
}

export function acceptedPaths(): AcceptedPaths {
  let accepted: readonly Buffer[] = []
  return {
    accept: (paths) => {
      accepted = paths.map(digest)
    },
    isEmpty: () => accepted.length === 0,
    has: (path) => {
      const asked = digest(path)
      return accepted.filter((one) => timingSafeEqual(one, asked)).length > 0
    },
  }
}

/** Of equal length, whatever was asked. */
const digest = (path: string): Buffer => createHash('sha256').update(path).digest()
