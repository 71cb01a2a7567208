import { z } from 'zod'

const minutes = z.object({ from: z.number(), counts: z.array(z.number()) })
const life = z.object({ sampled: z.number(), late: minutes, longest: minutes, open: minutes, coming: minutes })
const advice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('write'), students: z.number() }),
  z.object({ kind: z.literal('earlier'), minutes: z.number() }),
  z.object({ kind: z.literal('nodes'), more: z.number() }),
])
const verdict = z.object({
  pool: z.string(),
  uid: z.string(),
  startMs: z.number(),
  announced: z.number(),
  came: z.number(),
  late: z.number(),
  longestMs: z.number(),
  readyAtStart: z.number().exactOptional(),
  allReadyMs: z.number().exactOptional(),
  cost: z.object({ paid: z.number(), used: z.number(), oracle: z.number() }).exactOptional(),
  advice: advice.exactOptional(),
})

/** What verdicts are made of, and the last of them, as they are stored. */
export const storedVerdicts = z.object({
  lives: z.record(z.string(), life),
  verdicts: z.record(z.string(), verdict),
})
