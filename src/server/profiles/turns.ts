/**
 * Who is served next where anybody can ask and each answer costs others: in the order of asking, and no address much. A
 * flood has the address of its pod and the hub another one, so the hub waits for a few of each flooder at most. Where
 * addresses are rewritten on the way (a proxy, kube-proxy with `masqueradeAll`) those behind one share its lot.
 */
import { MINUTE_MS } from '../../domain/duration.ts'

/** So many are under way at once. */
const AT_ONCE = 10
/** Of one address so many wait, are under way, or were in vain in this minute. */
const MOST_OF_ADDRESS = 5
/** In all: at 10 ms each the last one's turn comes within a second. */
const MOST_WAITING = 1000
/** Who asks has given up by then. */
const LONGEST_WAIT_MS = 5000

/** `address`: too many of this one; `all`: too many wait, or it waited for too long. */
export interface NoTurn {
  readonly at: 'no turn'
  readonly tooManyOf: 'address' | 'all'
}

/** @param isVain whether what it came to counts against the address; what rejects does not, it is nobody's fault there */
export type TakeTurn = <T>(address: string, work: () => Promise<T>, isVain: (made: T) => boolean) => Promise<T | NoTurn>

/** @param now ms, any clock */
export function turns(now: () => number): TakeTurn {
  const waiting: { readonly resolve: (isMine: boolean) => void; readonly untilMs: number }[] = []
  const pending = new Map<string, number>()
  const vain = new Map<string, number>()
  let minuteEndsMs = now() + MINUTE_MS
  let underWay = 0

  function isTooMuch(address: string): boolean {
    if (now() >= minuteEndsMs) {
      minuteEndsMs = now() + MINUTE_MS
      vain.clear()
    }
    return (pending.get(address) ?? 0) + (vain.get(address) ?? 0) >= MOST_OF_ADDRESS
  }

  async function turn(): Promise<boolean> {
    if (underWay >= AT_ONCE)
      return new Promise((resolve) => waiting.push({ resolve, untilMs: now() + LONGEST_WAIT_MS }))
    underWay += 1
    return true
  }

  function next(): void {
    underWay -= 1
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      const isMine = now() < one.untilMs
      if (isMine) underWay += 1
      one.resolve(isMine)
      if (isMine) return
    }
  }

  return async (address, work, isVain) => {
    if (isTooMuch(address)) return { at: 'no turn', tooManyOf: 'address' }
    if (waiting.length >= MOST_WAITING) return { at: 'no turn', tooManyOf: 'all' }
    add(pending, address, 1)
    try {
      if (!(await turn())) return { at: 'no turn', tooManyOf: 'all' }
      try {
        const made = await work()
        if (isVain(made)) add(vain, address, 1)
        return made
      } finally {
        next()
      }
    } finally {
      add(pending, address, -1)
    }
  }
}

function add(counts: Map<string, number>, address: string, by: 1 | -1): void {
  const count = (counts.get(address) ?? 0) + by
  if (count > 0) counts.set(address, count)
  else counts.delete(address)
}
