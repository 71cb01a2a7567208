import { z } from 'zod'
import { given } from '../../domain/given.ts'
import type { RegistrySpec } from '../cluster/registry.ts'
import { duration, moment } from './fields.ts'
import { at, type When } from './when.ts'

/** Where a pool's nodes pull the users' image from, in a scenario file. */
export const registry = z.strictObject({
  secret: z.string().min(1).optional().describe('It is private: who comes without this imagePullSecret gets no image.'),
  outages: z
    .array(
      z.strictObject({ from: moment, to: moment, says: z.string().min(1).default('read: connection reset by peer') }),
    )
    .default([])
    .describe('Pulls that begin or are under way meanwhile fail.'),
  limit: z
    .strictObject({ pulls: z.int().min(1), every: duration })
    .optional()
    .describe('More pulls than that are put off: 429 Too Many Requests.'),
})

export const registryOf = ({ secret, outages, limit }: z.infer<typeof registry>, when: When): RegistrySpec => ({
  outages: outages.map(({ from, to, says }) => ({ fromMs: at(from, when), toMs: at(to, when), says })),
  ...given({ secret, limit: limit && { pulls: limit.pulls, everyMs: limit.every } }),
})
