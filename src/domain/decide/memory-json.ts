import type { NodeMemory } from '../cluster/node-memory.ts'
import type { Boot } from '../demand/boots.ts'
import type { WindowTimes } from '../demand/interval.ts'
import type { Pulling } from '../demand/learn-boots.ts'
import { given } from '../given.ts'
import { parseJson } from '../parsed.ts'
import { type Memory, NO_MEMORY } from './memory.ts'
import { hasAny, type InPlaces, type StoredMemory, stored, VERSION } from './memory-schema.ts'
import { packId } from './packed-id.ts'

/** The keys of the state ConfigMap's data that hold the memory and the last good config. */
export const MEMORY_KEY = 'memory.json'
export const CONFIG_KEY = 'config.yaml'

/** The whole memory as JSON; how much of it fits is said in `memory-kept.ts`. */
export const memoryToJson = (memory: Memory): string => JSON.stringify(storedFrom(memory))

export const storedFrom = ({
  nodes,
  pools,
  stranding,
  leaving,
  lent,
  windows,
  boots,
  pulling,
  forecast,
  verdicts,
  history: { sealed },
  ...rest
}: Memory): StoredMemory => ({
  version: VERSION,
  nodes: renamed(nodes, packId, ({ candidateSinceMs, emptySinceMs, unreadySinceMs }: NodeMemory) =>
    inPlaces(candidateSinceMs, emptySinceMs, unreadySinceMs),
  ),
  pools,
  stranding: renamed(stranding, packId, (sinceMs) => sinceMs),
  leaving,
  windows: renamed(windows, asItIs, ({ leadMs, trailMs }: WindowTimes) => inPlaces(leadMs, trailMs)),
  boots: renamed(boots, asItIs, (own) => own.map(({ pod, endMs, tookMs }: Boot) => [packId(pod), endMs, tookMs])),
  pulling: renamed(pulling, packId, ({ pool, node, createdMs, runningMs }: Pulling) => [
    pool,
    node,
    createdMs,
    runningMs,
  ]),
  ...given({
    forecast: hasAny(forecast) ? forecast : undefined,
    verdicts: hasAny(verdicts) ? verdicts : undefined,
    lent: Object.keys(lent).length > 0 ? lent : undefined,
    history: Object.keys(sealed).length > 0 ? sealed : undefined,
    calendarMissingSinceMs: rest.calendarMissingSinceMs,
  }),
})

/**
 * Reads a memory that this or another version wrote. One that is not understood is forgotten whole: nodes are then
 * judged from what the API says of them, and the observed replicas seed the fall window.
 */
export function memoryFromJson(text: string | undefined): Memory | undefined {
  const parsed = stored.safeParse(parseJson(text ?? ''))
  return parsed.success ? { ...NO_MEMORY, ...parsed.data } : undefined
}

const asItIs = (key: string) => key

const renamed = <T, R>(
  record: Readonly<Record<string, T>>,
  name: (key: string) => string,
  as: (one: T) => R,
): Record<string, R> => Object.fromEntries(Object.entries(record).map(([key, one]) => [name(key), as(one)]))

/** The last places may be missing. */
function inPlaces(...values: readonly (number | undefined)[]): InPlaces {
  const last = values.findLastIndex((value) => value !== undefined)
  return values.slice(0, last + 1).map((value) => value ?? null)
}
