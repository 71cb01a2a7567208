import assert from 'node:assert/strict'
import { it } from 'node:test'
import { NotLeading, whileLeading } from '../../src/sinks/while-leading.ts'

it('who has lost the Lease meanwhile writes nothing, and says why', async () => {
  let leads = true
  const written: string[] = []
  const write = whileLeading(
    () => leads,
    async (text: string) => void written.push(text),
  )
  await write('memory')
  leads = false
  await assert.rejects(write('late'), NotLeading)
  leads = true
  await write('later')
  assert.deepEqual(written, ['memory', 'later'])
})
