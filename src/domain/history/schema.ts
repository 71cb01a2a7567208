import { z } from 'zod'

/** What pools were like, as it is stored. One that is not understood is not worth the rest of the memory. */
export const storedHistory = z
  .record(z.string(), z.object({ from: z.int().nonnegative(), lines: z.array(z.string()).max(100) }))
  .catch({})
