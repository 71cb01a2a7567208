import { createHash } from 'node:crypto'
import type { FastifyPluginAsync } from 'fastify'
import type { Answer } from '../../domain/answers/answer.ts'
import { stamps } from './stamps.ts'
import { isSameToken } from './token.ts'
import { feedText } from './write.ts'

export interface FeedDeps {
  /** What its address must hold; undefined: there is no feed now. */
  readonly token: () => Promise<string | undefined>
  /** Asked for when somebody looks; undefined: nothing is known yet. */
  readonly answers: () => readonly Answer[] | undefined
  readonly namespace: string
  /** Epoch ms. */
  readonly now: () => number
}

/** May be kept, and is asked about each time: an answer that has changed counts at once. */
const HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'private, no-cache',
  'content-disposition': 'inline; filename="warmseats.ics"',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

/** Clients keep what they have, and come again. */
const LATER_S = '60'

/**
 * `GET /feed/TOKEN.ics`: an answer to each class, for the calendar of who wrote it. Whoever has the address may read it,
 * from wherever they reach the port; to everybody else there is no such page.
 */
export const feedRoutes =
  ({ token, answers, namespace, now }: FeedDeps): FastifyPluginAsync =>
  async (server) => {
    const stamped = stamps()
    server.get<{ Params: { file: string } }>('/feed/:file', async ({ params: { file }, headers }, reply) => {
      const known = await token()
      if (known === undefined || !isSameToken(file, `${known}.ics`)) return reply.callNotFound()
      const told = answers()
      if (told === undefined)
        return reply.code(503).header('retry-after', LATER_S).send({ because: 'nothing is decided yet' })
      const etag = etagOf(told)
      const entries = stamped(told, now())
      reply.headers({ ...HEADERS, etag })
      if (isKnownAs(etag, headers['if-none-match'])) return reply.code(304).send()
      return reply.type('text/calendar; charset=utf-8').send(feedText(entries, namespace))
    })
  }

/** Of what is said and not of when it was first seen: the same from every replica. */
const etagOf = (answers: readonly Answer[]): string =>
  `W/"${createHash('sha256').update(JSON.stringify(answers)).digest('base64url')}"`

const isKnownAs = (etag: string, given = ''): boolean =>
  given.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag.replace(/^W\//, ''))
