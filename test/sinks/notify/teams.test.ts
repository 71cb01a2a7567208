import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { teamsBody } from '../../../src/sinks/notify/teams.ts'
import { HOSTILE, notice } from '../../support/notify/notices.ts'

const SENDER = { namespace: 'hub', identity: 'warmseats-0' }
const doing = { text: 'hold room', copy: 'warmseats hold user' }

describe('a message of Teams', () => {
  it('is an adaptive card in the envelope of a workflow', () => {
    const { type, attachments } = teamsBody(notice({ lines: ['nobody announced them'], doings: [doing] }), SENDER)
    const [{ contentType, content }] = attachments
    assert.deepEqual([type, contentType], ['message', 'application/vnd.microsoft.card.adaptive'])
    assert.deepEqual([content.type, content.version], ['AdaptiveCard', '1.4'])
    const all = JSON.stringify(content.body)
    for (const words of ['Warmseats in hub: user: 281 people wait', 'nobody announced them', 'hold room', doing.copy])
      assert.ok(all.includes(words), words)
  })
  it('has nothing but runs of text, which are shown as they are', () => {
    const { attachments } = teamsBody(notice({ headline: HOSTILE, lines: [HOSTILE], doings: [doing] }), SENDER)
    const all = JSON.stringify(attachments[0].content)
    assert.doesNotMatch(all, /"TextBlock"|"selectAction"|"entities"|"actions"/)
    assert.doesNotMatch(all, /\{\{DATE/, 'and none is reckoned')
    assert.ok(all.includes('[click](https://evil.example)'))
  })
  it('is smaller than a card may be', () => {
    const long = 'x'.repeat(100_000)
    const lines = Array.from({ length: 21 }, () => long)
    const body = teamsBody(notice({ headline: long, lines, doings: [doing, doing, doing] }), SENDER)
    assert.ok(JSON.stringify(body).length < 28_000)
  })
})
