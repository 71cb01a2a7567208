import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Listener } from '../domain/act/listener.ts'
import { problemsOfStep } from '../domain/act/step.ts'
import type { CalendarHealth } from '../domain/calendar/occurrence.ts'
import { mostWithoutSeat } from '../domain/fit/shortfalls.ts'
import { stateMetrics } from './state-metrics.ts'
import { utilizationMetrics } from './utilization-metrics.ts'

/** The process's metrics; the catalogue is docs/metrics.md. */
export interface Metrics extends Required<Omit<Listener, 'profiles'>> {
  readonly registry: Registry
  /** Since the process started, by pool. */
  readonly nodeHoursSaved: Readonly<Record<string, number>>
}

/** @param now epoch ms */
export function metrics(now: () => number): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const gauge = <L extends string>(name: string, help: string, labelNames: L[] = []) =>
    new Gauge({ name: `warmseats_${name}`, help, labelNames, registers })
  const counter = <L extends string>(name: string, help: string, labelNames: L[] = []) =>
    new Counter({ name: `warmseats_${name}`, help, labelNames, registers })

  const demand = gauge('demand', 'Placeholders asked for, by pool and by who asks (calendar or config).', [
    'pool',
    'from',
  ])
  const target = gauge('target', 'What the rules give now.', ['pool'])
  const desired = gauge('desired', 'What is wanted after the fall window.', ['pool'])
  const placeholders = gauge('placeholders', 'Placeholder pods, bound or not.', ['pool', 'bound'])
  const nodes = gauge('nodes', 'Nodes of the pool, by whether they are roomy.', ['pool', 'roomy'])
  const leadTime = gauge('lead_time_seconds', 'What the lead time auto stands for.', ['pool'])
  const boots = gauge('lead_time_boots', 'Boots that the lead time auto is learned from.', ['pool'])
  const short = gauge(
    'seats_short',
    'People of a class within a week for whom there cannot be a seat in time, the most.',
    ['pool'],
  )
  const problems = gauge('problems', 'Problems that a person should look at; the log names them.')
  const leading = gauge('leading', '1 while this replica acts.')
  const refused = gauge('config_refused', '1 while the config file is refused and the last good one goes on.')
  const stale = gauge('view_stale', '1 while the view of the cluster is stale.')
  const failing = gauge('calendar_failing', '1 while the calendar cannot be read.')
  const decisions = counter('decisions_total', 'Decisions made.')
  const watchFailures = counter('watch_failures_total', 'Times a watch began to fail, by cause.', ['resource', 'kind'])
  const calendarFailures = counter('calendar_failures_total', 'Times the calendar went from good to failing.')
  const writes = counter('writes_total', 'Writes to the cluster by what became of them.', ['pool', 'type', 'effect'])
  const seconds = new Histogram({
    name: 'warmseats_write_seconds',
    help: 'How long a write took, in seconds.',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers,
  })
  let calendar: CalendarHealth = { at: 'none' }
  new Gauge({
    name: 'warmseats_calendar_age_seconds',
    help: 'How old the copy of the calendar that counts is: 0 while it can be read, absent without a good copy.',
    registers,
    collect() {
      const goodMs = calendar.at === 'failing' ? calendar.lastGoodMs : undefined
      if (calendar.at === 'good') this.set(0)
      // Not `reset`, which makes it 0: the age of a calendar that can be read.
      else if (goodMs === undefined) this.remove()
      else this.set((now() - goodMs) / 1000)
    },
  })

  const utilization = utilizationMetrics(registry)
  const tellState = stateMetrics(registry)
  return {
    registry,
    nodeHoursSaved: utilization.nodeHoursSaved,
    step: (step) => {
      const { decision, observed } = step
      const { calendar: health, sight } = observed
      utilization.steering(step.steering)
      decisions.inc()
      for (const metric of [demand, target, desired, placeholders, nodes, leadTime, boots, short]) metric.reset()
      for (const pool of decision.pools.values()) {
        const labels = { pool: pool.pool }
        demand.set({ ...labels, from: pool.demand.from }, pool.demand.integer)
        target.set(labels, pool.target)
        desired.set(labels, pool.desired)
        placeholders.set({ ...labels, bound: 'true' }, pool.placeholders.bound)
        placeholders.set({ ...labels, bound: 'false' }, pool.placeholders.unbound)
        leadTime.set(labels, pool.leadTime.ms / 1000)
        boots.set(labels, pool.leadTime.boots)
        short.set(labels, mostWithoutSeat(pool.shortfalls))
        const roomy = pool.rooms.filter((room) => room.judgement.at === 'roomy').length
        nodes.set({ ...labels, roomy: 'true' }, roomy)
        nodes.set({ ...labels, roomy: 'false' }, pool.rooms.length - roomy)
      }
      problems.set(problemsOfStep(step).length)
      stale.set(sight.at === 'stale' ? 1 : 0)
      failing.set(health.at === 'failing' ? 1 : 0)
      if (health.at === 'failing' && calendar.at !== 'failing') calendarFailures.inc()
      calendar = health
    },
    outcome: ({ action: { pool, type }, effect, tookMs }) => {
      writes.inc({ pool, type, effect: effect.at })
      seconds.observe(tookMs / 1000)
    },
    runtime: (event) => {
      if (event.type === 'leading' || event.type === 'following') leading.set(event.type === 'leading' ? 1 : 0)
      if (event.type === 'config loaded' && !event.isStored) refused.set(0)
      if (event.type === 'config refused') refused.set(1)
      tellState(event)
      if (event.type === 'watch failed') watchFailures.inc({ resource: event.resource, kind: event.kind })
    },
  }
}
