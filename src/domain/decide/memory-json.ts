import { z } from 'zod'
import { parseJson } from '../parsed.ts'
import { type Memory, NO_MEMORY } from './memory.ts'

/** The keys of the state ConfigMap's data that hold the memory and the last good config. */
export const MEMORY_KEY = 'memory.json'
export const CONFIG_KEY = 'config.yaml'

const VERSION = 1

export const memoryToJson = (memory: Memory): string => JSON.stringify({ version: VERSION, ...memory })

const instant = z.number()
const node = z.object({
  candidateSinceMs: instant.exactOptional(),
  emptySinceMs: instant.exactOptional(),
  unreadySinceMs: instant.exactOptional(),
})
const pool = z.object({
  fall: z.object({ target: z.number(), peaks: z.array(z.object({ target: z.number(), endMs: instant })) }),
  desired: z.number(),
  size: z.record(z.string(), z.number()).exactOptional(),
  seatSize: z.record(z.string(), z.number()).exactOptional(),
  seat: z.record(z.string(), z.number()).exactOptional(),
  emptied: z
    .object({
      seats: z.number(),
      seat: z.record(z.string(), z.number()),
      empty: z.record(z.string(), z.number()).exactOptional(),
    })
    .exactOptional(),
  floor: z.object({ count: z.number(), untilMs: instant }).exactOptional(),
})
const window = z.object({ leadMs: z.number().exactOptional(), trailMs: z.number().exactOptional() })
const boot = z.object({ pod: z.string(), endMs: instant, tookMs: z.number() })
const pulling = z.object({ pool: z.string(), node: z.string(), createdMs: instant, runningMs: instant })
const memory = z.object({
  version: z.literal(VERSION),
  nodes: z.record(z.string(), node).exactOptional(),
  pools: z.record(z.string(), pool).exactOptional(),
  stranding: z.record(z.string(), instant).exactOptional(),
  windows: z.record(z.string(), window).exactOptional(),
  boots: z.record(z.string(), z.array(boot)).exactOptional(),
  pulling: z.record(z.string(), pulling).exactOptional(),
  calendarMissingSinceMs: instant.exactOptional(),
})

/**
 * Reads a memory that this or another version wrote. One that is not understood is forgotten whole: nodes are then
 * judged from what the API says of them, and the observed replicas seed the fall window.
 */
export function memoryFromJson(text: string | undefined): Memory | undefined {
  const parsed = memory.safeParse(parseJson(text ?? ''))
  if (!parsed.success) return undefined
  const { version: _, ...known } = parsed.data
  return { ...NO_MEMORY, ...known }
}
