/**
 * The university around the product: users who come and go, and a calendar that somebody edits. What it does to the
 * cluster goes straight to the API server, beside every fault, and it knows at any time what is right.
 */
import type { Random } from '../../src/simulation/cluster/random.ts'
import type { Cluster } from '../cluster/index.ts'
import { type CalendarServer, calendarServer } from '../e2e/support/calendar-server.ts'
import { poolValues } from '../e2e/support/values.ts'
import { type World, world } from '../e2e/support/world.ts'
import { DAY, SECOND } from '../support/time.ts'
import { GRACE_MS, type Right, rightCounts } from './judge/right.ts'
import { HOMES, MOST_ROOMY, POOLS, type Pool, users } from './users.ts'

/** More than nodes ever have room, so that each change of the one or the other changes what is right. */
const LEAST_ASKED = MOST_ROOMY + 1
const ASKABLE = Array.from({ length: HOMES - LEAST_ASKED + 1 }, (_, index) => LEAST_ASKED + index)

export interface Campus {
  readonly hub: World
  readonly right: Right
  readonly calendar: CalendarServer
  /** The values of the release: quick refresh and grace, so that what a fault costs is not hidden behind them. */
  readonly values: object
  /** Puts nodes and users there; the namespace has to be there before. */
  build(): Promise<void>
  /** Something happens, now in this pool, now in that. Where the API server is away, the calendar is edited. */
  change(): Promise<void>
  /** In each pool another count is right than before, and than its Deployment asks for. Resolves with that instant. */
  changeAll(): Promise<number>
  /** Nobody edits the calendar any more, only users come and go; `false`: as before. */
  keepCalendar(isKept: boolean): void
  /** The calendar is served as it should be, whatever a fault made of it. */
  mendCalendar(): void
  close(): Promise<void>
}

export async function campus(cluster: Cluster, random: Random): Promise<Campus> {
  const hub = world(cluster)
  const right = rightCounts()
  const people = users(cluster, hub, right, random)
  const calendar = await calendarServer()
  const asked: Record<Pool, number> = { user: 6, lab: 5 }
  let isCalendarKept = false

  const publish = () => {
    const now = Date.now()
    const description = POOLS.map((pool) => `${pool}: ${asked[pool]}`).join('\n')
    calendar.set({ title: 'Classes', from: new Date(now - DAY), to: new Date(now + DAY), description })
    for (const pool of POOLS) right.asks(pool, asked[pool], now)
  }
  const drawn = <T>(from: readonly T[], otherwise: T) => from[Math.floor(random() * from.length)] ?? otherwise
  const ask = (pool: Pool, not: readonly number[]) => {
    asked[pool] = drawn(
      ASKABLE.filter((count) => !not.includes(count)),
      LEAST_ASKED,
    )
  }
  const edit = (pool: Pool) => {
    ask(pool, [asked[pool]])
    publish()
  }

  publish()
  return {
    hub,
    right,
    calendar,
    build: people.build,
    values: {
      calendarUrl: calendar.url,
      calendarRefresh: 1,
      nodeGracePeriod: GRACE_MS / SECOND,
      fallWindow: 0,
      nodePools: Object.fromEntries(POOLS.map((pool) => [pool, poolValues(pool, { replicas: 1 })])),
    },
    change: async () => {
      const pool = drawn(POOLS, 'user')
      if (!isCalendarKept && random() < 0.5) edit(pool)
      else await people.flip(pool).catch(() => isCalendarKept || edit(pool))
    },
    changeAll: async () => {
      await people.makeSure()
      for (const pool of POOLS) {
        const before = asked[pool] - people.roomy(pool)
        await people.flip(pool)
        if (isCalendarKept) continue
        const stands = (await hub.replicas(pool).catch(() => undefined)) ?? 0
        ask(
          pool,
          [before, stands].map((count) => count + people.roomy(pool)),
        )
      }
      if (!isCalendarKept) publish()
      return Date.now()
    },
    keepCalendar: (isKept) => {
      isCalendarKept = isKept
    },
    mendCalendar: publish,
    close: () => calendar.close(),
  }
}
