import { sayTitles } from '../calendar/event-name.ts'
import type { Timeline } from '../demand/timeline.ts'
import { type Problem, problem } from '../problem.ts'
import { say } from '../room/seat-problems.ts'
import type { Config } from '../settings/config.ts'
import { aheadOf } from './ahead.ts'
import { fitsNoNode, type PoolScale, scaleFor } from './pool-scale.ts'

/** So many are told of at once. */
const MOST = 5

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
    const own = scaleFor(scale, demands)
    if (own === scale || !fitsNoNode(own)) continue
    const { seat = {} } = own
    const node = own.onNode?.empty ?? {}
    const offered = Object.fromEntries(Object.keys(seat).map((name) => [name, node[name] ?? 0]))
    const text = `${sayTitles(events)}: a seat of ${say(seat)} fits on no node of the pool, which offers ${say(offered)} when it is empty: ask for less, or name a pool with larger nodes`
    said.set(JSON.stringify(events), problem(`nodePools.${pool}`, text))
  }
  return [...said.values()]
}
