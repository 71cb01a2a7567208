import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Webhook } from 'standardwebhooks'
import { signed, webhookBody } from '../../../src/sinks/notify/webhook.ts'
import { notice } from '../../support/notify/notices.ts'
import { at } from '../../support/time.ts'

const SENDER = { namespace: 'hub', identity: 'warmseats-0' }
const idOf = (...more: Parameters<typeof notice>) => webhookBody(notice(...more), SENDER).id

describe('the body of a webhook', () => {
  it('is what the documentation says', () => {
    const { id, ...body } = webhookBody(notice({ lines: ['because'], doings: [{ text: 'a', copy: 'b' }] }), SENDER)
    assert.match(id, /^[0-9a-f]{32}$/)
    assert.deepEqual(body, {
      version: 1,
      release: 'hub',
      subjects: ['waits user'],
      kind: 'waits',
      state: 'begun',
      pool: 'user',
      headline: 'user: 281 people wait for a node',
      lines: ['because'],
      doings: [{ text: 'a', copy: 'b' }],
      at: '2026-03-24T09:02:00Z',
      since: '2026-03-24T09:02:00Z',
    })
  })
  it('has one id for all tries, and another for each other message', () => {
    assert.equal(idOf(), idOf())
    assert.equal(new Set([idOf(), idOf({ state: 'over' }), idOf({ atMs: 1 }), idOf({ subjects: ['leader'] })]).size, 4)
  })
})

describe('the signature', () => {
  const secret = `whsec_${Buffer.from('a key of twenty-four byt').toString('base64')}`
  const body = JSON.stringify(webhookBody(notice(), SENDER))
  const nowMs = Date.now()
  it('is one that the standard’s own library takes', () =>
    assert.deepEqual(new Webhook(secret).verify(body, signed(body, 'm1', secret, nowMs)), JSON.parse(body)))
  it('is none of another body, another key, or of long ago', () => {
    const verify = (text: string, key: string, ms: number) =>
      new Webhook(secret).verify(text, signed(body, 'm1', key, ms))
    assert.throws(() => verify(`${body} `, secret, nowMs))
    assert.throws(() => verify(body, 'whsec_b3RoZXI=', nowMs))
    assert.throws(() => verify(body, secret, at('09:00')))
  })
  it('takes a key that is any text', () => {
    const headers = signed(body, 'm1', 'any text', nowMs)
    assert.doesNotThrow(() => new Webhook(`whsec_${Buffer.from('any text').toString('base64')}`).verify(body, headers))
  })
})
