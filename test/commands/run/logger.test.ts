import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { EVERYTHING, steeringIn } from '../../terminal/hostile.ts'

const LOGGER = join(import.meta.dirname, '../../../src/commands/run/logger.ts')

/** What stands on stdout when a stranger's text is logged, as message, value, key and beneath. */
const logged = (options: object): Promise<string> =>
  new Promise((done, fail) =>
    execFile(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        `import { makeLogger } from ${JSON.stringify(LOGGER)}
        const text = ${JSON.stringify(EVERYTHING)}
        makeLogger(${JSON.stringify(options)}).warn({ because: text, [text]: [text], within: { text } }, text)`,
      ],
      (error, stdout) => (error ? fail(error) : done(stdout)),
    ),
  )

describe('the log', () => {
  it('is JSON that steers no terminal, and says the same', async () => {
    const line = await logged({})
    assert.deepEqual(steeringIn(line), [])
    const { msg, because, within, level } = JSON.parse(line)
    assert.deepEqual([msg, because, within.text, level], [EVERYTHING, EVERYTHING, EVERYTHING, 'warn'])
  })

  it('for people steers no terminal either', async () => {
    const line = await logged({ logPretty: true })
    assert.match(line, /WARN: Exam\\u001b\[2J/)
    assert.deepEqual(steeringIn(line), [])
  })
})
