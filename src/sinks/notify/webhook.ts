import { createHash, createHmac } from 'node:crypto'
import { given } from '../../domain/given.ts'
import { sayInstant } from '../../domain/instant.ts'
import type { Notice } from '../../domain/notify/notice.ts'
import type { Sender } from './words.ts'

/** What a webhook is sent, as JSON; docs/notifications.md is its reference. Keys are added, never taken away or given another meaning. */
export interface WebhookBody {
  readonly version: 1
  /** Of this message: who hears it twice knows by this. */
  readonly id: string
  readonly release: string
  /** What it is about: the same texts for the beginning and the end of a trouble. Never empty. */
  readonly subjects: readonly string[]
  readonly kind: Notice['kind']
  readonly state: Notice['state']
  readonly pool?: string
  readonly headline: string
  readonly lines: readonly string[]
  readonly doings: Notice['doings']
  /** ISO 8601, in UTC. */
  readonly at: string
  readonly since: string
}

/** The same for each try of one message, and for nothing else. */
export const idOf = ({ subjects, state, atMs, sinceMs }: Notice, { namespace }: Sender): string =>
  createHash('sha256')
    .update(`${namespace}\n${subjects.join(' ')}\n${state}\n${sinceMs}\n${atMs}`)
    .digest('hex')
    .slice(0, 32)

export function webhookBody(notice: Notice, sender: Sender): WebhookBody {
  const { subjects, kind, state, pool, headline, lines, doings, atMs, sinceMs } = notice
  return {
    version: 1,
    id: idOf(notice, sender),
    release: sender.namespace,
    subjects,
    kind,
    state,
    ...given({ pool }),
    headline,
    lines,
    doings,
    at: sayInstant(atMs),
    since: sayInstant(sinceMs),
  }
}

/**
 * The headers by which a receiver knows that a body is ours and not of long ago: https://www.standardwebhooks.com, version 1.
 * @param key as it stands in the Secret: `whsec_` and base64, or any text
 * @param nowMs of this try
 */
export function signed(body: string, id: string, key: string, nowMs: number): Record<string, string> {
  const seconds = String(Math.floor(nowMs / 1000))
  const secret = key.startsWith('whsec_') ? Buffer.from(key.slice('whsec_'.length), 'base64') : Buffer.from(key)
  const signature = createHmac('sha256', secret).update(`${id}.${seconds}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${signature}` }
}
