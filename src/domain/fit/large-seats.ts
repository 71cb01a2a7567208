import { sayTitles } from '../calendar/event-name.ts'
import type { Timeline } from '../demand/timeline.ts'
import { type Problem, problem } from '../problem.ts'
import { say } from '../room/seat-problems.ts'
import type { Resources } from '../scheduling/resources.ts'
import type { Config } from '../settings/config.ts'
import { aheadOf } from './ahead.ts'
import { fitsNoNode, type PoolScale, scaleFor } from './pool-scale.ts'

/** So many are told of at once. */
const MOST = 5

/** A seat that no node of its pool holds. */
export interface LargeSeat {
  readonly seat: Resources
  /** Of what it names, what an empty node has. */
  readonly offered: Resources
}

/** The seat that events ask for, where it is larger than the pool's nodes; undefined: it fits, or no node has told yet. */
export function largeSeatOf(
  scale: PoolScale,
  demands: readonly { readonly seat?: Resources }[],
): LargeSeat | undefined {
  const own = scaleFor(scale, demands)
  if (own === scale || !fitsNoNode(own)) return undefined
  const { seat = {} } = own
  const node = own.onNode?.empty ?? {}
  return { seat, offered: Object.fromEntries(Object.keys(seat).map((name) => [name, node[name] ?? 0])) }
}

/** In one sentence without its end. */
export const sayLargeSeat = ({ seat, offered }: LargeSeat): string =>
  `a seat of ${say(seat)} fits on no node of the pool, which offers ${say(offered)} when it is empty: ask for less, or name a pool with larger nodes`

/** Events of now and the days to come whose seat fits on no node of the pool, each set of events once. */
export function largeSeats(
  { timeline, config }: { readonly timeline: Timeline; readonly config: Config },
  pool: string,
  scale: PoolScale,
  within: { readonly fromMs: number; readonly toMs: number },
): Problem[] {
  const said = new Map<string, Problem>()
  for (const { events, demands, fromMs, toMs } of aheadOf(timeline, config).get(pool) ?? []) {
    if (toMs <= within.fromMs || fromMs >= within.toMs || said.size >= MOST) continue
    const large = largeSeatOf(scale, demands)
    if (large)
      said.set(JSON.stringify(events), problem(`nodePools.${pool}`, `${sayTitles(events)}: ${sayLargeSeat(large)}`))
  }
  return [...said.values()]
}
