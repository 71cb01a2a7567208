import type { Decision } from '../decide/decision.ts'
import type { Observed } from '../decide/observed.ts'
import type { Interval } from '../demand/interval.ts'
import type { LeadTime } from '../demand/lead-time.ts'
import { eventsOf, planOf, type Segment } from '../demand/plan.ts'
import type { Timeline } from '../demand/timeline.ts'
import { HOUR_MS } from '../duration.ts'
import { type LargeSeat, largeSeatOf } from '../fit/large-seats.ts'
import { type Need, needOf } from '../fit/need.ts'
import type { PoolFit } from '../fit/pool-fit.ts'
import type { PoolScale } from '../fit/pool-scale.ts'
import { type Shortfall, shortfallOf, worstOf } from '../fit/shortfalls.ts'

/** What an event would do in one pool. Instants in epoch ms. */
export interface TriedPool extends PoolFit {
  readonly pool: string
  readonly asks: readonly Pick<Interval, 'unit' | 'amount' | 'isAuto' | 'isExpected'>[]
  /** From then on room is made. */
  readonly opensMs: number
  /** By then nodes that have to come are there, as far as boots tell. */
  readonly readyMs: number
  readonly closesMs: number
  /** How long nodes take, and since when that is known. */
  readonly leadTime: LeadTime
  /** Of this event alone, in an empty pool. */
  readonly need: Need
  /** While it counts the most that it and the events beside it need; only where there are some. */
  readonly beside?: { readonly need: Need; readonly events: readonly string[] }
  readonly shortfall?: Shortfall
  /** Its seat fits on none of the pool's nodes. */
  readonly largeSeat?: LargeSeat
  /** What is asked around it, all events together; half-open. */
  readonly plan: readonly Segment[]
}

export interface TriedIn {
  /** The event's own, with learned lead times. */
  readonly alone: Timeline
  /** The same among all others. */
  readonly together: Timeline
  readonly decision: Decision
  readonly observed: Pick<Observed, 'config'>
}

/** So much of the plan is shown before and after. */
const AROUND_MS = 3 * HOUR_MS

/** @returns undefined for a pool that nothing is asked of, or of which nothing is decided yet */
export function triedPool(name: string, { alone, together, decision, observed }: TriedIn): TriedPool | undefined {
  const { config } = observed
  const own = alone.intervals.filter(({ pool }) => pool === name)
  const [pool, decided, [first]] = [config.pools.get(name), decision.pools.get(name), own]
  if (!pool || !decided || !first) return undefined
  const { scale, limits, leadTime } = decided
  const [opensMs, closesMs] = [Math.min(...own.map(({ fromMs }) => fromMs)), Math.max(...own.map(({ toMs }) => toMs))]
  const asked = planOf(together, config, opensMs, closesMs).get(name) ?? []
  const stretches = asked.filter((segment) => eventsOf(segment).length > 0)
  const shortfall = worstOf(
    stretches.flatMap((one) => shortfallOf({ ...one, events: eventsOf(one), startMs: first.startMs }, decided) ?? []),
  )
  const largeSeat = largeSeatOf(scale, own)
  const beside = busiest(stretches, scale)
  return {
    pool: name,
    asks: own,
    opensMs,
    readyMs: opensMs + leadTime.ms,
    closesMs,
    leadTime,
    scale,
    need: needOf(own, scale),
    limits,
    plan: planOf(together, config, opensMs - AROUND_MS, closesMs + AROUND_MS).get(name) ?? [],
    ...(beside && beside.events.length > 1 && { beside }),
    ...(shortfall && { shortfall }),
    ...(largeSeat && { largeSeat }),
  }
}

function busiest(stretches: readonly Segment[], scale: PoolScale): TriedPool['beside'] {
  return stretches
    .map((one) => ({ need: needOf(one.demands, scale), events: eventsOf(one) }))
    .reduce<TriedPool['beside']>((most, one) => (most && sizeOf(most.need) >= sizeOf(one.need) ? most : one), undefined)
}

const sizeOf = ({ nodes, placeholders, seats }: Need): number => nodes ?? placeholders ?? seats
