import { MINUTE_MS } from '../duration.ts'
import { type Problem, problem } from '../problem.ts'
import type { RefusedCaller } from '../profiles/known/profiles-event.ts'
import type { Config } from '../settings/config.ts'

/** By address, the latest last: what a stranger can make up keeps no hub from being seen. */
export type RefusedCallers = ReadonlyMap<string, RefusedLately>

interface RefusedLately {
  /** The latest. */
  readonly refused: RefusedCaller
  readonly times: number
  /** Epoch ms. */
  readonly atMs: number
}

/** A hub asks whenever somebody starts a server: who was not refused for so long is mended, or gone. */
const LATELY_MS = 10 * MINUTE_MS
const MOST_KEPT = 20
const MOST_SHOWN = 5

/** One more; of too many the one that was not heard of for longest goes. */
export function refusedAgain(before: RefusedCallers, refused: RefusedCaller, nowMs: number): RefusedCallers {
  const { address } = refused
  const others = [...before].filter(([one, { atMs }]) => one !== address && nowMs - atMs < LATELY_MS)
  const times = 1 + (before.get(address)?.times ?? 0)
  return new Map([...others.slice(-(MOST_KEPT - 1)), [address, { refused, times, atMs: nowMs }]])
}

/** Nothing where the API is not enabled. */
export function callerProblems(callers: RefusedCallers, config: Config | undefined, nowMs: number): Problem[] {
  if (!config?.profiles.enabled || !config.profiles.api.enabled) return []
  const lately = [...callers.values()].filter(({ atMs }) => nowMs - atMs < LATELY_MS).toReversed()
  const more = lately.length - MOST_SHOWN
  return [
    ...lately.slice(0, MOST_SHOWN).map(({ refused, times }) => problem('profiles API', sayRefused(refused, times))),
    ...(more > 0 ? [problem('profiles API', `callers at ${more} more addresses are refused; the log has them`)] : []),
  ]
}

/** A token says whose it is, and not always the truth. */
const sayRefused = ({ account, address, because }: RefusedCaller, times: number): string => {
  const who = account === undefined ? `who asks from ${address}` : `who asks as ${account} from ${address}`
  return `${who} is refused${times > 1 ? ` (${times} times)` : ''}: ${because}`
}
