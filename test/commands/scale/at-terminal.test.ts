import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { describe, it } from 'node:test'
import { atTerminal } from '../../../src/commands/scale/at-terminal.ts'

const answerTo = (typed: string | undefined): Promise<boolean> => {
  const input = new PassThrough()
  const answer = atTerminal({ input, output: new PassThrough() }).asks('Sure? ')
  input.end(typed)
  return answer
}

describe('the person at the terminal', () => {
  for (const typed of ['y\n', 'Y\n', ' yes \r\n'])
    it(`${JSON.stringify(typed)} is a yes`, async () => assert.equal(await answerTo(typed), true))
  for (const typed of ['n\n', '\n', 'yup\n', 'no, y\n', undefined])
    it(`${typed === undefined ? 'the end of the input' : JSON.stringify(typed)} is a no`, async () =>
      assert.equal(await answerTo(typed), false))
  it('is shown texts of strangers, and they steer nothing', async () => {
    const [input, output] = [new PassThrough(), new PassThrough()]
    const person = atTerminal({ input, output })
    person.tell('node a\u001b[2J')
    const answer = person.asks('create b\u009b2J? ')
    input.end('y\n')
    await answer
    assert.equal(String(output.read()), 'node a\\u001b[2J\ncreate b\\u009b2J? ')
  })
  it('is not there where input or output is a pipe', () => {
    const terminal = () => Object.assign(new PassThrough(), { isTTY: true })
    assert.equal(atTerminal({ input: terminal(), output: terminal() }).isThere, true)
    assert.equal(atTerminal({ input: new PassThrough(), output: terminal() }).isThere, false)
    assert.equal(atTerminal({ input: terminal(), output: new PassThrough() }).isThere, false)
  })
})
