import { compare } from '../order.ts'

/**
 * How long one placeholder waited until a user could have started at once on a node that was made after it: one boot,
 * as seen from outside.
 */
export interface Boot {
  /** The placeholder's uid: each is counted once. */
  readonly pod: string
  /** When it ran, and where a puller fetches the users' images when these were there. Epoch ms. */
  readonly endMs: number
  readonly tookMs: number
}

/** The last boots of a pool, the oldest first. */
export type Boots = readonly Boot[]

/** How many are kept of a pool. */
export const KEPT_BOOTS = 50

/**
 * What two know of a pool, each boot once and with its latest end, the last `KEPT_BOOTS`: who saw a placeholder run
 * before its node had a puller did not see the end. Associative and commutative, so it does not matter who knew what
 * first.
 * @returns `a` itself when `b` knows nothing new
 */
export function mergeBoots(a: Boots = [], b: Boots = []): Boots {
  const known = new Map(b.length > 0 ? a.map((boot) => [boot.pod, boot]) : [])
  const oldest = a.length >= KEPT_BOOTS ? a[0] : undefined
  let isNew = false
  for (const boot of b) {
    const same = known.get(boot.pod)
    if (same ? compareBoots(same, boot) >= 0 : oldest && compareBoots(boot, oldest) < 0) continue
    known.set(boot.pod, boot)
    isNew = true
  }
  return isNew ? [...known.values()].sort(compareBoots).slice(-KEPT_BOOTS) : a
}

const compareBoots = (a: Boot, b: Boot): number => a.endMs - b.endMs || compare(a.pod, b.pod) || a.tookMs - b.tookMs
