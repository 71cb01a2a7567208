import { z } from 'zod'
import { NOTICE_KINDS, TARGET_TYPES } from '../domain/settings/notify-target.ts'

/** `notify` of the values. */

const secret = z.looseObject({
  name: z.string().min(1).describe('A Secret in the namespace of the release.'),
  key: z
    .string()
    .nullish()
    .describe('The key in it with the address, smtps://USER:PASSWORD@HOST for email; "url" unless said.'),
})

const target = z.looseObject({
  name: z.string().nullish().describe('How messages call it.'),
  type: z.enum(TARGET_TYPES).describe('How it is written to: slack, teams, webhook (JSON) or email.'),
  secret: secret.describe('Where its address is: whoever has that can write there.'),
  for: z
    .array(z.enum(NOTICE_KINDS))
    .nullish()
    .describe('Of what it is told; unset: of all but verdicts, which come after every class.'),
  pools: z.array(z.string()).nullish().describe('The pools of which it is told; unset: all.'),
  perHour: z.number().int().min(1).max(1000).nullish().describe('At most so many messages an hour; 12 unless said.'),
  signingKey: z
    .string()
    .nullish()
    .describe('For webhook: the key in the same Secret by which each body is signed; unset: it is not.'),
  from: z.string().nullish().describe('For email: the address that it comes from.'),
  to: z.array(z.string()).nullish().describe('For email: who gets it.'),
  toOrganizers: z
    .boolean()
    .nullish()
    .describe('For email: whoever an event names as its organizer is told what is not understood in it.'),
  allowedDomains: z
    .array(z.string())
    .nullish()
    .describe('With toOrganizers: the domains of addresses that may be written to, such as example.edu.'),
})

export const notify = z
  .array(target)
  .nullish()
  .describe(
    'Who is told when people wait, a class will not fit, nobody leads or an event is not understood; docs/notifications.md.',
  )
export type TargetValues = z.infer<typeof target>
