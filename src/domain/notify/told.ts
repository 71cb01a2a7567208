import { z } from 'zod'
import { parseJson } from '../parsed.ts'
import { NOTICE_KINDS } from '../settings/notify-target.ts'

/**
 * What has been told already, in the state ConfigMap: written before it is told, so that neither a restart nor a takeover
 * repeats it. Keys, kinds, pools and times alone: whoever may read it is not who may read the calendar.
 */
export interface Told {
  /** Troubles whose beginning was told and whose end was not, by their key. */
  readonly begun: Readonly<Record<string, Begun>>
  /** What is told once: when, by its key. Epoch ms. */
  readonly once: Readonly<Record<string, number>>
}

export interface Begun {
  readonly kind: (typeof NOTICE_KINDS)[number]
  readonly pool?: string | undefined
  /** When it was told. Epoch ms. */
  readonly sinceMs: number
  readonly passesMs?: number | undefined
}

export const NOTHING_TOLD: Told = { begun: {}, once: {} }

/** The key of the state ConfigMap's data that holds it. */
export const TOLD_KEY = 'told.json'

/** Some 50 KiB at most. Of more the newest are remembered; an older one that lasts would be told once more. */
export const MOST_BEGUN = 200
export const MOST_ONCE = 300

const LONGEST_NAME = 253
const schema = z.object({
  version: z.literal(1),
  begun: z.record(
    z.string(),
    z.object({
      kind: z.enum(NOTICE_KINDS),
      pool: z.string().max(LONGEST_NAME).exactOptional(),
      sinceMs: z.number(),
      passesMs: z.number().exactOptional(),
    }),
  ),
  once: z.record(z.string(), z.number()),
})

/** The same for all who remember the same. */
export function toldText(told: Told): string {
  const { begun, once } = bounded(told)
  const written = Object.fromEntries(Object.entries(begun).map(([key, one]) => [key, inOrder(one)]))
  return JSON.stringify({ version: 1, begun: written, once })
}

const inOrder = ({ kind, pool, sinceMs, passesMs }: Begun) => ({ kind, pool, sinceMs, passesMs })

/** What is not understood is nothing: then what lasts is told once more. */
export function toldFrom(text: string | undefined): Told | undefined {
  const parsed = schema.safeParse(parseJson(text ?? ''))
  if (!parsed.success) return undefined
  const { begun, once } = parsed.data
  return { begun, once }
}

/** All that either of the two has told. */
export const toldByBoth = (a: Told, b: Told): Told =>
  bounded({ begun: { ...a.begun, ...b.begun }, once: { ...a.once, ...b.once } })

export const bounded = ({ begun, once }: Told): Told => ({
  begun: newest(begun, MOST_BEGUN, bySince),
  once: newest(once, MOST_ONCE, Number),
})

const bySince = ({ sinceMs }: Begun): number => sinceMs

/** In the order of their keys, so that equal ones are written equally. */
function newest<T>(all: Readonly<Record<string, T>>, most: number, atMs: (one: T) => number): Record<string, T> {
  const kept = Object.entries(all)
    .toSorted(([, a], [, b]) => atMs(b) - atMs(a))
    .slice(0, most)
  return Object.fromEntries(kept.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
