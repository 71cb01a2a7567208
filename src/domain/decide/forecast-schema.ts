import { z } from 'zod'

const people = z.array(z.number())
const occasion = z.object({
  startMs: z.number(),
  announced: z.number(),
  bins: people,
  missed: z.literal(true).exactOptional(),
})
const series = z.object({
  pool: z.string(),
  uid: z.string(),
  words: z.array(z.string()),
  exam: z.string(),
  weekday: z.number(),
  minute: z.number(),
  occasions: z.array(occasion),
})

/** What forecasts remember, as it is stored. */
export const storedForecasts = z.object({
  arrivals: z.record(z.string(), z.object({ from: z.number(), counts: people })),
  halfHours: z.record(z.string(), z.record(z.string(), people)),
  series: z.record(z.string(), series),
})
