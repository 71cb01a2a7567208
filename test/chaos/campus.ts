/**
 * The university around the product: two pools of nodes, users who come and go, and a calendar that somebody edits. What
 * it does to the cluster goes straight to the API server, beside every fault, and it knows at any time what is right.
 */

import type { Random } from '../../src/simulation/cluster/random.ts'
import { ApiError, type Cluster, eventually } from '../cluster/index.ts'
import { type CalendarServer, calendarServer } from '../e2e/support/calendar-server.ts'
import { poolValues } from '../e2e/support/values.ts'
import { type World, world } from '../e2e/support/world.ts'
import { DAY, SECOND } from '../support/time.ts'
import { GRACE_MS, type Right, rightCounts } from './right.ts'

export const POOLS = ['user', 'lab'] as const
export type Pool = (typeof POOLS)[number]

/** Nodes of a pool that users fill and leave, and empty ones, on which placeholders find a home. */
const WORK = 5
const HOMES = 9
/** Users on a full node: 28 of its 32Gi. Two of them leave, and it has room, but not for a placeholder. */
const USERS = 7
const LEAVING = 2
const MOST_ROOMY = 3
const ASKS = { least: MOST_ROOMY + 1, most: HOMES }

export interface Campus {
  readonly hub: World
  readonly right: Right
  readonly calendar: CalendarServer
  /** The values of the release: quick refresh and grace, so that what a fault costs is not hidden behind them. */
  readonly values: object
  /** Puts nodes and users there; the namespace has to be there before. */
  build(): Promise<void>
  /** Something happens. Nothing is lost when the API server is away: the calendar is edited instead. */
  change(): Promise<void>
  /** Asks each pool for another number than both the right one and what its Deployment asks for; resolves at that instant. */
  changeAll(): Promise<number>
  /** Whether the calendar is left as it is, because a fault plays with it: then only users come and go. */
  keepCalendar(isKept: boolean): void
  close(): Promise<void>
}

export async function campus(cluster: Cluster, random: Random): Promise<Campus> {
  const hub = world(cluster)
  const right = rightCounts()
  const calendar = await calendarServer()
  const asked: Record<Pool, number> = { user: 6, lab: 5 }
  const roomy = new Set<string>()
  const unsure = new Set<string>()
  let isCalendarKept = false

  const upTo = (count: number) => Math.floor(random() * count)
  const publish = () => {
    const now = Date.now()
    const description = POOLS.map((pool) => `${pool}: ${asked[pool]}`).join('\n')
    const [from, to] = [new Date(now - DAY), new Date(now + DAY)]
    calendar.set({ title: 'Classes', from, to, description })
    for (const pool of POOLS) right.asks(pool, asked[pool], now)
  }
  const ask = (pool: Pool, not: readonly number[]) => {
    const counts = Array.from({ length: ASKS.most - ASKS.least + 1 }, (_, index) => ASKS.least + index)
    const others = counts.filter((count) => !not.includes(count))
    asked[pool] = others[upTo(others.length)] ?? asked[pool]
  }

  const seatsOf = (node: string) => Array.from({ length: LEAVING }, (_, seat) => `${node}-${seat}`)
  const come = (pool: Pool, node: string, users: readonly string[]) =>
    Promise.all(users.map((name) => unless(409, hub.user(name, { on: node, pool, cpu: '1', memory: '4Gi' }))))
  const flip = async (pool: Pool) => {
    const free = nodesOf(pool).filter((node) => roomy.has(node))
    const full = nodesOf(pool).filter((node) => !roomy.has(node) && !unsure.has(node))
    const leaves = free.length === 0 || (free.length < MOST_ROOMY && random() < 0.5)
    const node = (leaves ? full : free)[upTo((leaves ? full : free).length)] ?? `${pool}-work-0`
    unsure.add(node)
    if (leaves) {
      roomy.add(node)
      right.room(pool, node, true, Date.now())
      await Promise.all(seatsOf(node).map((name) => unless(404, hub.leave(name))))
    } else {
      await come(pool, node, seatsOf(node))
      roomy.delete(node)
      right.room(pool, node, false, Date.now())
    }
    unsure.delete(node)
  }
  /** What an API server that went away may or may not have taken: made sure of, by filling the node. */
  const makeSure = async () => {
    for (const node of unsure) {
      const pool = node.startsWith('lab') ? 'lab' : 'user'
      await eventually(`${node} to be full`, async () => (await come(pool, node, seatsOf(node))).length > 0)
      unsure.delete(node)
      roomy.delete(node)
      right.room(pool, node, false, Date.now())
    }
  }

  const edit = () => {
    const pool = POOLS[upTo(POOLS.length)] ?? 'user'
    ask(pool, [asked[pool]])
    publish()
  }

  publish()
  return {
    hub,
    right,
    calendar,
    build: () => build(cluster, hub),
    values: {
      calendarUrl: calendar.url,
      calendarRefresh: 1,
      nodeGracePeriod: GRACE_MS / SECOND,
      fallWindow: 0,
      nodePools: Object.fromEntries(POOLS.map((pool) => [pool, poolValues(pool, { replicas: 1 })])),
    },
    change: async () => {
      if (!isCalendarKept && random() < 0.5) return edit()
      const pool = POOLS[upTo(POOLS.length)] ?? 'user'
      await flip(pool).catch(() => isCalendarKept || edit())
    },
    changeAll: async () => {
      await makeSure()
      if (isCalendarKept) for (const pool of POOLS) await flip(pool)
      else {
        for (const pool of POOLS) {
          const free = nodesOf(pool).filter((node) => roomy.has(node)).length
          const stands = (await hub.replicas(pool).catch(() => undefined)) ?? 0
          ask(pool, [asked[pool], stands + free])
        }
        publish()
      }
      return Date.now()
    },
    keepCalendar: (isKept) => {
      isCalendarKept = isKept
      if (!isKept) publish()
    },
    close: () => calendar.close(),
  }
}

const nodesOf = (pool: Pool) => Array.from({ length: WORK }, (_, index) => `${pool}-work-${index}`)

async function build(cluster: Cluster, hub: World): Promise<void> {
  const taints = [{ key: 'hub.jupyter.org/dedicated', value: 'user', effect: 'NoSchedule' }] as const
  for (const name of ['core-0', 'core-1']) await hub.node(name, 'core')
  for (const pool of POOLS) {
    for (let home = 0; home < HOMES; home++) await hub.node(`${pool}-home-${home}`, pool, { taints })
    for (const node of nodesOf(pool)) {
      await hub.node(node, pool, { taints })
      for (let seat = 0; seat < USERS; seat++)
        await hub.user(`${node}-${seat}`, { on: node, pool, cpu: '1', memory: '4Gi' })
    }
  }
  await eventually('the campus to be at work', async () => {
    const waiting = '/api/v1/pods?limit=1&fieldSelector=status.phase%21%3DRunning'
    return ((await cluster.request('GET', waiting)) as { items: readonly object[] }).items.length === 0
  })
}

/** A refusal with this status says that it is so already. */
async function unless(status: number, attempt: Promise<void>): Promise<void> {
  await attempt.catch((error: unknown) => {
    if (!(error instanceof ApiError && error.status === status)) throw error
  })
}
