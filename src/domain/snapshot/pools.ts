import type { Step } from '../act/step.ts'
import { sayAmounts } from '../calendar/say-ask.ts'
import { handOf } from '../cluster/hand.ts'
import type { PoolDecision } from '../decide/decision.ts'
import { sayLeadTime } from '../demand/lead-time.ts'
import { type Change, nextChanges, planOf, type Segment } from '../demand/plan.ts'
import { DAY_MS, MINUTE_MS } from '../duration.ts'
import { given } from '../given.ts'
import { sayInstant } from '../instant.ts'
import { holderOf, sayHolder } from '../lent/lent.ts'
import { emptyNodes } from '../room/empty-nodes.ts'
import { poolSeats } from '../room/pool-seats.ts'
import { countUsers, type Users, usersByPool, waitingIn } from '../room/pool-users.ts'
import { seatOf } from '../room/seat.ts'
import type { PoolConfig } from '../settings/config.ts'
import { type HistoryView, historyViews, stepOf } from './history.ts'
import { countNodes, type NodeCounts, type NodeView, nodesOf } from './nodes.ts'
import { WEEK_MS, type WeekView, weekOf } from './week.ts'

/** One pool: what is wanted, what is there, and why. */
export interface PoolView {
  readonly name: string
  /** What the rules give now, and what is wanted after the fall window. */
  readonly target: number
  readonly desired: number
  /** Word for word as the log, the annotation and the Event have it. */
  readonly because: string
  /** The most placeholders that it gets, and what says so. */
  readonly most: { readonly placeholders: number; readonly because: string; readonly isDefault?: true }
  readonly placeholders: {
    /** What the Deployment asks for; missing: there is no Deployment. */
    readonly replicas?: number
    readonly onNodes: number
    readonly waiting: number
    /** On nodes that nobody can use. */
    readonly stranded: number
  }
  readonly openSeats: number
  /** Seats are counted without knowing what one is. */
  readonly isSeatAssumed: boolean
  readonly users: { readonly onNodes: number; readonly waiting: number }
  readonly nodes: NodeCounts
  readonly nodeList: readonly NodeView[]
  /** `7 min: p90 of 23 boots, 3 min 10 s to 8 min` */
  readonly leadTime: string
  readonly leadTimeSeconds: number
  readonly leadTimeBoots: number
  /** What a person wrote onto the Deployment. */
  readonly byHand: readonly string[]
  /** The next change of what is asked that is known; missing: none within a day. */
  readonly next?: NextChange
  /** Missing: nothing is remembered of it. */
  readonly history?: HistoryView
  readonly week: WeekView
  readonly pricePerNodeHour?: number
}

export interface NextChange {
  readonly at: string
  /** `4 placeholders`, `350 students` */
  readonly asks: string
  /** Titles; empty where the config asks. */
  readonly events: readonly string[]
}

export function poolsOf(step: Step, nowMs: number): PoolView[] {
  const { decision, observed } = step
  const rooms = new Map([...decision.pools.values()].map(({ pool, rooms: own }) => [pool, own]))
  const users = usersByPool(observed, rooms)
  const changes = nextChanges(decision.timeline, observed.config, nowMs, nowMs + DAY_MS)
  // From its minute on: so that it is the same within it.
  const fromMs = nowMs - (nowMs % MINUTE_MS)
  const week = planOf(decision.timeline, observed.config, fromMs, fromMs + WEEK_MS)
  const histories = historyViews(decision.memory.history, stepOf(nowMs))
  return [...decision.pools.values()].flatMap((decided) => {
    const pool = observed.config.pools.get(decided.pool)
    const next = changes.get(decided.pool)
    if (!pool) return []
    const input = { pool, decided, step, users: users.get(pool.name) ?? [], next, nowMs }
    return [poolOf({ ...input, history: histories.get(pool.name), segments: week.get(pool.name) ?? [] })]
  })
}

interface PoolInput {
  readonly pool: PoolConfig
  readonly decided: PoolDecision
  readonly step: Step
  readonly users: Users
  readonly next: Change | undefined
  readonly history: HistoryView | undefined
  readonly segments: readonly Segment[]
  readonly nowMs: number
}

function poolOf({ pool, decided, step, users, next, history, segments, nowMs }: PoolInput): PoolView {
  const { observed, decision } = step
  const { occupancy } = observed.pods
  const { rooms, size, leadTime, placeholders } = decided
  const zone = observed.config.calendar.timezone ?? 'utc'
  const holder = holderOf(observed, pool)
  // Asked for here also where the decision needs no seats.
  const before = decision.memory.pools[pool.name]
  const seat = seatOf(pool.seat, users, before?.seat)
  const nodes = emptyNodes(pool, rooms, seat.requests)
  const emptied = before?.emptied
  const { seats } = poolSeats({ pool, rooms, seat, nodes, users, size, emptied })
  const nodeList = nodesOf(rooms, occupancy, zone, nowMs)
  const waiting = waitingIn(users).length
  return {
    name: pool.name,
    target: decided.target,
    desired: decided.desired,
    because: decided.because,
    most: mostOf(decided),
    placeholders: {
      ...given({ replicas: holder?.replicas }),
      onNodes: placeholders.bound,
      waiting: placeholders.unbound - placeholders.stranded.length,
      stranded: placeholders.stranded.length,
    },
    openSeats: seats.open,
    isSeatAssumed: seat.from === 'assumed',
    users: { onNodes: countUsers(users) - waiting, waiting },
    nodes: countNodes(nodeList),
    nodeList,
    leadTime: sayLeadTime(leadTime),
    leadTimeSeconds: leadTime.ms / 1000,
    leadTimeBoots: leadTime.boots,
    byHand: byHandOf(step, pool, zone, nowMs),
    week: weekOf(segments, decided, pool),
    ...given({ next: next && changeOf(next), history, pricePerNodeHour: pool.pricePerNodeHour }),
  }
}

const mostOf = ({ most: { count, because, isDefault } }: PoolDecision): PoolView['most'] => ({
  placeholders: count,
  because,
  ...given({ isDefault }),
})

function byHandOf({ observed }: Step, pool: PoolConfig, zone: string, nowMs: number): string[] {
  const where = sayHolder(pool)
  const { annotations = {}, writtenMs = {} } = holderOf(observed, pool) ?? {}
  const { atLeast, pause, bring } = handOf({ where, annotations, writtenMs, zone, nowMs })
  return [
    ...(atLeast ? [`at least ${atLeast.count} ${atLeast.said}`] : []),
    ...(pause ? [`paused ${pause.said}: nothing is written`] : []),
    ...(bring ? [`placeholders bring ${bring.pulls.images.map(({ image }) => image).join(', ')} ${bring.said}`] : []),
  ]
}

const changeOf = ({ fromMs, demands }: Change): NextChange => ({
  at: sayInstant(fromMs),
  asks: sayAmounts(demands),
  events: [...new Set(demands.flatMap(({ events }) => events))],
})
