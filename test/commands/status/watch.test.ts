import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PLAIN } from '../../../src/commands/status/said.ts'
import { screenOn } from '../../../src/commands/status/screen.ts'
import { watchStatus } from '../../../src/commands/status/watch.ts'
import type { Exchange } from '../../kubernetes/support/fake-api.ts'
import { at, MINUTE } from '../../support/time.ts'
import { STATUS, statusServer } from './status-server.ts'

type Answer = (exchange: Exchange) => void

const says =
  (text: string, more: object = {}): Answer =>
  (exchange) =>
    exchange.answer(200, { ...STATUS, ...more, verdict: { ...STATUS.verdict, text } })
const away: Answer = (exchange) =>
  exchange.refuse(503, { kind: 'Status', message: 'no endpoints available for service' })

/** Half a minute passes between two questions; it is stopped after the last of them. */
async function watched(answers: readonly Answer[], output: 'text' | 'json' = 'text'): Promise<readonly string[]> {
  let index = 0
  await using server = await statusServer((exchange) => answers[index]?.(exchange))
  const stop = new AbortController()
  const blocks: string[] = []
  const pause = async () => {
    index += 1
    if (index === answers.length) stop.abort()
  }
  const screen = screenOn({ write: (text) => blocks.push(text.trim()) })
  const now = () => at('09:00') + (index * MINUTE) / 2
  await watchStatus({ ...server.options, output }, { screen, paint: PLAIN, now, pause, stop: stop.signal })
  return blocks
}

const first = (blocks: readonly string[]) => blocks.map((block) => block.split('\n')[0])

describe('status --watch', () => {
  it('tells each change once, whatever the time is', async () => {
    const later = { at: '2026-03-24T09:01:00Z' }
    const blocks = await watched([says('well'), says('well', later), says('2 people wait'), says('well', later)])
    assert.deepEqual(first(blocks), ['● well', '● 2 people wait', '● well'])
  })
  it('goes on over a restart, and says so', async () => {
    const blocks = await watched([says('well'), away, away, says('well')])
    assert.match(blocks[1] ?? '', /^● No answer: no pod of the release warmseats in jhub is ready/)
    assert.deepEqual(blocks[2]?.split('\n').slice(0, 3), ['It answers again, after 1 min (warmseats-0)', '', '● well'])
    assert.equal(blocks.length, 3)
  })
  it('says that another replica leads', async () => {
    const blocks = await watched([says('well'), says('well', { leader: 'warmseats-1', leading: false })])
    assert.match(blocks[1] ?? '', /^warmseats-1 leads now, before it was warmseats-0\n\n● well/)
  })
  it('waits for one that starts, and not for what a person has to mend', async () => {
    assert.deepEqual(first(await watched([away, says('well')])).slice(1), [
      'It answers again, after 30 s (warmseats-0)',
    ])
    const closed: Answer = (exchange) => exchange.answer(403, 'The status page shows titles of events')
    await assert.rejects(watched([closed, says('well')]), /closed to the cluster/)
    assert.match((await watched([says('well'), closed]))[1] ?? '', /^● No answer: the status page of/)
  })
  it('as JSON has a line for each change, and one that says that nothing is known', async () => {
    const lines = (await watched([says('well'), away, says('well')], 'json')).map((line) => JSON.parse(line))
    assert.deepEqual(
      lines.map(({ verdict, unknown }) => verdict?.text ?? unknown?.slice(0, 6)),
      ['well', 'no pod', 'well'],
    )
  })
})
