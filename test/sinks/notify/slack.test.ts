import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { slackBody } from '../../../src/sinks/notify/slack.ts'
import { HOSTILE, notice } from '../../support/notify/notices.ts'

const SENDER = { namespace: 'hub', identity: 'warmseats-0' }
const doing = { text: 'hold room', copy: 'warmseats hold user --students 281 --for 2h -n hub' }

describe('a message of Slack', () => {
  it('has headline, list and commands, as rich text', () => {
    const { text, blocks } = slackBody(notice({ lines: ['nobody announced them'], doings: [doing] }), SENDER)
    assert.equal(text, 'Warmseats in hub: user: 281 people wait for a node')
    assert.deepEqual(
      blocks.map(({ type }) => type),
      ['rich_text', 'rich_text', 'rich_text'],
    )
    const all = JSON.stringify(blocks)
    for (const words of ['nobody announced them', 'What can be done: hold room', doing.copy])
      assert.ok(all.includes(words), words)
  })
  it('says of what is over that it is', () =>
    assert.match(slackBody(notice({ state: 'over' }), SENDER).text, /^Warmseats in hub: Over: /))
  it('calls nobody, whatever a title says', () => {
    const { text, blocks } = slackBody(notice({ headline: HOSTILE, lines: [HOSTILE] }), SENDER)
    assert.doesNotMatch(text, /<!|<@|<script/)
    assert.ok(text.includes('&lt;!channel&gt;') && text.includes('&amp;'))
    // What is not rich text would be read as markup.
    for (const block of blocks) assert.equal(block.type, 'rich_text')
    assert.doesNotMatch(JSON.stringify(blocks), /"type":"(mrkdwn|link|user|broadcast|usergroup)"/)
  })
  it('is cut to what Slack takes', () => {
    const long = 'x'.repeat(100_000)
    const body = slackBody(notice({ headline: long, lines: [long], doings: [{ text: long, copy: long }] }), SENDER)
    assert.ok(JSON.stringify(body).length < 15_000)
  })
})
