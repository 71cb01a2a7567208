/** Somebody who is connected. */
export interface Connected {
  readonly address: string
  close(): void
}

export interface CrowdLimits {
  /** So many at most. */
  readonly most: number
  /** So many of one address at most. */
  readonly mostOfOne: number
}

/** Who has to go, and whether its own address has too many (`address`) or all together (`all`). */
export interface GivesWay {
  readonly who: Connected
  readonly because: 'address' | 'all'
}

/** Those who are connected and do the same. Whoever comes is let in; somebody who has been there for longer goes. */
export interface Crowd {
  readonly size: number
  /** Who is there already becomes the newest. @returns who has to go for it; undefined: there was room */
  enter(one: Connected): GivesWay | undefined
  leave(one: Connected): void
}

/**
 * Nobody who comes is sent away: then those who came first and stay would keep out all others, the API server and the kubelet
 * among them. The address that has too many gives the place, or the one that has the most of all: its oldest goes.
 */
export function crowd({ most, mostOfOne }: CrowdLimits): Crowd {
  const byAddress = new Map<string, Set<Connected>>()
  let size = 0
  const leave = (one: Connected) => {
    const own = byAddress.get(one.address)
    if (!own?.delete(one)) return
    size -= 1
    if (own.size === 0) byAddress.delete(one.address)
  }
  return {
    get size() {
      return size
    },
    enter(one) {
      leave(one)
      const own = byAddress.get(one.address) ?? new Set()
      byAddress.set(one.address, own.add(one))
      size += 1
      if (own.size > mostOfOne) return givesWay(own, 'address')
      return size > most ? givesWay(largestOf(byAddress.values()), 'all') : undefined
    },
    leave,
  }
}

function givesWay(of: Iterable<Connected>, because: GivesWay['because']): GivesWay | undefined {
  const [who] = of
  return who && { who, because }
}

function largestOf(all: Iterable<ReadonlySet<Connected>>): ReadonlySet<Connected> {
  let largest: ReadonlySet<Connected> = new Set()
  for (const one of all) if (one.size > largest.size) largest = one
  return largest
}
