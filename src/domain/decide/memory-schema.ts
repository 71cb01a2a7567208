/**
 * What a stored memory looks like: the second version has places instead of names, and ids packed, so that thousands of nodes
 * and boots fit into a ConfigMap. The first, which named everything, is read for ever.
 */
import { z } from 'zod'
import { windowKey } from '../demand/open-windows.ts'
import type { ForecastMemory } from '../forecast/memory.ts'
import { given } from '../given.ts'
import type { HistoryMemory } from '../history/memory.ts'
import { storedHistory } from '../history/schema.ts'
import { PULL_POLICIES } from '../images/pulls.ts'
import type { LentMemory } from '../lent/memory.ts'
import type { VerdictMemory } from '../verdict/memory.ts'
import { storedForecasts } from './forecast-schema.ts'
import type { PoolMemory } from './memory.ts'
import { unpackId } from './packed-id.ts'
import { storedVerdicts } from './verdict-schema.ts'

export const VERSION = 2

/** Values by their place; `null`, and the last ones missing: there is none. */
export type InPlaces = readonly (number | null)[]

/** Whether anything is in one of the records. */
export const hasAny = (parts: object): boolean => Object.values(parts).some((part) => Object.keys(part).length > 0)

/** The memory as it is stored. */
export interface StoredMemory {
  readonly version: typeof VERSION
  /** By packed uid: since when it could be roomy, is empty, is not ready. */
  readonly nodes: Readonly<Record<string, InPlaces>>
  readonly pools: Readonly<Record<string, PoolMemory>>
  /** By packed uid of the placeholder. */
  readonly stranding: Readonly<Record<string, number>>
  readonly leaving: Readonly<Record<string, number>>
  readonly lent?: LentMemory
  /** By `windowKey`: lead and trail time. */
  readonly windows: Readonly<Record<string, InPlaces>>
  /** By pool: packed uid of the placeholder, end, duration. */
  readonly boots: Readonly<Record<string, readonly StoredBoot[]>>
  /** By packed uid of the placeholder: pool, node, when it was created, since when it runs. */
  readonly pulling: Readonly<Record<string, readonly [string, string, number, number]>>
  readonly forecast?: ForecastMemory
  readonly verdicts?: VerdictMemory
  readonly history?: HistoryMemory['sealed']
  readonly calendarMissingSinceMs?: number
}

export type StoredBoot = readonly [pod: string, endMs: number, tookMs: number]

const instant = z.number()
const amounts = z.record(z.string(), z.number())
const places = (most: number) => z.array(z.number().nullable()).max(most)

const pulls = {
  images: z.array(
    z.object({
      image: z.string(),
      policy: z.enum(PULL_POLICIES).exactOptional(),
      isBare: z.literal(true).exactOptional(),
    }),
  ),
  secrets: z.array(z.string()),
}

const pool = z.object({
  fall: z.object({ target: z.number(), peaks: z.array(z.object({ target: z.number(), endMs: instant })) }),
  desired: z.number(),
  size: amounts.exactOptional(),
  seatSize: amounts.exactOptional(),
  seat: amounts.exactOptional(),
  emptied: z
    .object({ seats: z.number(), seat: amounts, empty: amounts.exactOptional(), capacity: amounts.exactOptional() })
    .exactOptional(),
  floor: z.object({ count: z.number(), untilMs: instant }).exactOptional(),
  mostNodes: z.number().nonnegative().exactOptional(),
  spawned: z
    .object({ toMinute: z.number(), kinds: z.array(z.object({ ...pulls, weight: z.number().nonnegative() })) })
    .exactOptional(),
  carried: z.object(pulls).exactOptional(),
  carriedMs: instant.exactOptional(),
  filledNodes: z.number().nonnegative().exactOptional(),
})

const first = {
  node: z.object({
    candidateSinceMs: instant.exactOptional(),
    emptySinceMs: instant.exactOptional(),
    unreadySinceMs: instant.exactOptional(),
  }),
  window: z.object({ leadMs: z.number().exactOptional(), trailMs: z.number().exactOptional() }),
  boot: z.object({ pod: z.string(), endMs: instant, tookMs: z.number() }),
  pulling: z.object({ pool: z.string(), node: z.string(), createdMs: instant, runningMs: instant }),
}

const second = {
  node: places(3).transform(([candidate, empty, unready]) =>
    given({
      candidateSinceMs: candidate ?? undefined,
      emptySinceMs: empty ?? undefined,
      unreadySinceMs: unready ?? undefined,
    }),
  ),
  window: places(2).transform(([lead, trail]) => given({ leadMs: lead ?? undefined, trailMs: trail ?? undefined })),
  boot: z
    .tuple([z.string(), instant, z.number()])
    .transform(([pod, endMs, tookMs]) => ({ pod: unpackId(pod), endMs, tookMs })),
  pulling: z
    .tuple([z.string(), z.string(), instant, instant])
    .transform(([name, node, createdMs, runningMs]) => ({ pool: name, node, createdMs, runningMs })),
}

const lentCount = z.object({ count: z.number().nonnegative(), isTaken: z.literal(true).exactOptional() })

/** Its windows had their names for keys. */
const firstMemory = z
  .object({
    version: z.literal(1),
    nodes: z.record(z.string(), first.node).exactOptional(),
    pools: z.record(z.string(), pool).exactOptional(),
    stranding: z.record(z.string(), instant).exactOptional(),
    leaving: z.record(z.string(), instant).exactOptional(),
    windows: z.record(z.string(), first.window).transform(renamed(windowKey)).exactOptional(),
    boots: z.record(z.string(), z.array(first.boot)).exactOptional(),
    pulling: z.record(z.string(), first.pulling).exactOptional(),
    calendarMissingSinceMs: instant.exactOptional(),
  })
  .transform(({ version: _, ...known }) => known)

const secondMemory = z
  .object({
    version: z.literal(VERSION),
    nodes: z.record(z.string(), second.node).transform(renamed(unpackId)).exactOptional(),
    pools: z.record(z.string(), pool).exactOptional(),
    stranding: z.record(z.string(), instant).transform(renamed(unpackId)).exactOptional(),
    leaving: z.record(z.string(), instant).exactOptional(),
    lent: z.record(z.string(), lentCount).exactOptional(),
    windows: z.record(z.string(), second.window).exactOptional(),
    boots: z.record(z.string(), z.array(second.boot)).exactOptional(),
    pulling: z.record(z.string(), second.pulling).transform(renamed(unpackId)).exactOptional(),
    forecast: storedForecasts.exactOptional(),
    verdicts: storedVerdicts.exactOptional(),
    history: storedHistory.transform((sealed) => ({ sealed, open: [] })).exactOptional(),
    calendarMissingSinceMs: instant.exactOptional(),
  })
  .transform(({ version: _, ...known }) => known)

export const stored = z.union([secondMemory, firstMemory])

function renamed<T>(name: (key: string) => string) {
  return (record: Record<string, T>): Record<string, T> =>
    Object.fromEntries(Object.entries(record).map(([key, one]) => [name(key), one]))
}
