import type { Step } from '../../domain/act/step.ts'
import type { PoolDecision } from '../../domain/decide/decision.ts'
import { nextBoundary } from '../../domain/demand/timeline.ts'
import { capacities } from '../../domain/figures/capacity.ts'
import { demandFigures } from '../../domain/figures/demand.ts'
import { NODE_STATES, nodesByState } from '../../domain/figures/node-states.ts'
import { labelOf, type Sample } from '../../domain/figures/sample.ts'
import { seatFigures } from '../../domain/figures/seat-figures.ts'
import { mostWithoutSeat } from '../../domain/fit/shortfalls.ts'
import { holderOf } from '../../domain/lent/lent.ts'
import type { PoolConfig } from '../../domain/settings/config.ts'
import type { Families } from './families.ts'

/** What is read of one pool. */
type Read<Label extends string> = (
  pool: PoolDecision,
  config: PoolConfig,
  step: Step,
) => Iterable<readonly [Readonly<Record<Label, string>>, number]>

/** The pools: what is asked, wanted and there. */
export function poolMetrics({ shown, number }: Families, latest: () => Step | undefined, now: () => number): void {
  const byPool = <Label extends string = never>(
    name: string,
    help: string,
    labels: readonly Label[],
    read: Read<Label>,
  ) =>
    shown<Label | 'pool'>(name, help, ['pool', ...labels], function* (): Generator<Sample<Label | 'pool'>> {
      const step = latest()
      for (const one of step?.decision.pools.values() ?? []) {
        const config = step?.observed.config.pools.get(one.pool)
        if (!step || !config) continue
        for (const [own, value] of read(one, config, step)) yield { labels: { ...own, pool: one.pool }, value }
      }
    })
  const ofPool = (name: string, help: string, read: (...of: Parameters<Read<never>>) => number | undefined) =>
    byPool(name, help, [], function* (...of) {
      const value = read(...of)
      if (value !== undefined) yield [{}, value]
    })

  byPool(
    'demand',
    'What is asked for now, by who asks (`calendar`; `config`, while no event asks for placeholders; `forecast`, by who comes; `hand`, by annotation; `utilization`, the policy) and in which unit.',
    ['source', 'unit'],
    function* (pool) {
      for (const { source, unit, amount } of demandFigures(pool)) yield [{ source, unit }, amount]
    },
  )
  ofPool('placeholders_target', 'Placeholders that the rules give now.', ({ target }) => target)
  ofPool('placeholders_desired', 'Placeholders that are wanted, after the fall window.', ({ desired }) => desired)
  ofPool(
    'placeholders_observed',
    "Placeholders that the pool's Deployment, or what holds its room instead, asks for as it stands in the cluster; absent without one.",
    (_, pool, { observed }) => holderOf(observed, pool)?.replicas,
  )
  byPool(
    'placeholders',
    'Placeholder pods by state: `ready` holds room; `pending` has no node; `stranded` is on one that does not work.',
    ['state'],
    function* ({ placeholders: { bound, unbound, stranded } }) {
      yield [{ state: 'ready' }, bound]
      yield [{ state: 'pending' }, unbound - stranded.length]
      yield [{ state: 'stranded' }, stranded.length]
    },
  )
  byPool(
    'seats',
    'Seats that are `open` on nodes that serve, those under placeholders included, and those of nodes that are `coming`; absent while nobody knows how large a seat is.',
    ['state'],
    function* (pool, config, { observed, decision }) {
      const seats = seatFigures(pool, config, observed, decision.atMs)
      if (!seats) return
      yield [{ state: 'open' }, seats.open]
      yield [{ state: 'coming' }, seats.coming]
    },
  )
  byPool('nodes', 'Nodes of the pool by what is said of them.', ['state'], function* ({ rooms }, config) {
    const counts = nodesByState(rooms, config)
    for (const state of NODE_STATES) yield [{ state: labelOf(state) }, counts[state]]
  })
  byPool(
    'capacity_nodes',
    'The most nodes that the pool can have, by what says so: `values`; `default`, where they do not and nothing else allows less; `quota`; `karpenter`; `seen`, nobody, and so many were there at once.',
    ['source'],
    function* (pool) {
      for (const { source, nodes } of capacities(pool)) yield [{ source }, nodes]
    },
  )
  ofPool('lead_time_duration_seconds', 'What the lead time auto stands for.', ({ leadTime }) => leadTime.ms / 1000)
  ofPool('lead_time_boots', 'Boots that the lead time auto is learned from.', ({ leadTime }) => leadTime.boots)
  ofPool(
    'seats_short',
    'People of a class within a week for whom there cannot be a seat in time, the most.',
    ({ shortfalls }) => mostWithoutSeat(shortfalls),
  )
  number(
    'next_boundary_timestamp_seconds',
    'When what the calendar asks for changes next; absent where it never does.',
    () => {
      const step = latest()
      const ms = step && nextBoundary(step.decision.timeline, now())
      return ms === undefined ? undefined : ms / 1000
    },
  )
}
