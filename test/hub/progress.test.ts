import assert from 'node:assert/strict'
import { it } from 'node:test'
import { type Progress, progressOf } from './progress.ts'

const eventsOf = async (...pieces: readonly string[]): Promise<readonly Progress[]> => {
  const events: Progress[] = []
  for await (const event of progressOf(pieces.map((piece) => Buffer.from(piece, 'latin1')))) events.push(event)
  return events
}

it('events come in pieces, between lines that keep the stream alive', async () => {
  const events = await eventsOf(
    '\n\ndata: {"progress": 0, "mess',
    'age": "Server requested"}\n\n\n\ndata: {"progress"',
    ': 100, "ready": true}\n\n',
  )
  assert.deepEqual(events, [
    { progress: 0, message: 'Server requested' },
    { progress: 100, ready: true },
  ])
})

it('a letter that is cut in two is one letter', async () => {
  const [event] = await eventsOf('data: {"progress": 50, "message": "caf\xc3', '\xa9"}\n')
  assert.equal(event?.message, 'café')
})

it('what is cut off at the end is no event', async () => {
  assert.deepEqual(await eventsOf('data: {"progress": 0'), [])
})
