/**
 * `/status.json` as far as this command shows it. The controller may be of another version: what this program does not know is
 * passed over, and what is missing is not shown. Texts are somebody else's: none steers the terminal.
 */
import { z } from 'zod'
import { parseJson } from '../../domain/parsed.ts'
import { shownWithin } from '../../terminal/shown.ts'

const count = z.number().catch(0)
const text = z.string().catch('')
const texts = z.array(z.string()).catch([])

/** The entries that can be read; one that cannot costs itself alone. */
const some = <T extends z.ZodType>(entry: T) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((all) => all.flatMap((one) => entry.safeParse(one).data ?? []))

const cause = z.object({
  pool: z.string().optional(),
  text: z.string(),
  doing: z.object({ text: z.string(), copy: z.string() }),
})

const pool = z.object({
  name: z.string(),
  desired: count,
  because: text,
  most: z
    .object({ placeholders: z.number(), because: z.string(), isDefault: z.boolean().optional() })
    .optional()
    .catch(undefined),
  placeholders: z.object({ onNodes: count }).catch({ onNodes: 0 }),
  openSeats: count,
  users: z.object({ onNodes: count, waiting: count }).catch({ onNodes: 0, waiting: 0 }),
  nodes: z.object({ usable: count, booting: count, cordoned: count }).catch({ usable: 0, booting: 0, cordoned: 0 }),
  byHand: texts,
  next: z.object({ at: z.string(), asks: text, events: texts }).optional().catch(undefined),
})

const occurrence = z.object({
  title: z.string(),
  from: z.string(),
  to: z.string(),
  isNow: z.boolean().catch(false),
  asks: some(z.object({ pool: z.string(), amount: z.number(), unit: text, isAuto: z.boolean().optional() })),
})

/** What became of a class. */
const past = z.object({
  pool: text,
  title: z.string().optional(),
  startsAt: z.string(),
  text: z.string(),
  advice: z.string().optional().catch(undefined),
})

const status = z.object({
  at: z.string(),
  zone: z.string().catch('utc'),
  verdict: z.object({
    state: z.string(),
    text: z.string(),
    parts: texts,
    causes: some(cause),
  }),
  release: z.object({ identity: text, version: text }).catch({ identity: '', version: '' }),
  leader: z.string().optional().catch(undefined),
  leading: z.boolean().catch(false),
  dryRun: z.boolean().catch(false),
  decidedAt: z.string().optional().catch(undefined),
  problems: some(z.object({ level: text, where: z.string(), text: z.string() })),
  pools: some(pool),
  events: some(occurrence),
  classes: some(past),
})

export type Shown = z.infer<typeof status>

/** @returns undefined where the text is no status of ours */
export const shownIn = (json: string): Shown | undefined => status.safeParse(shownWithin(parseJson(json))).data
