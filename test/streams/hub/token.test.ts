import assert from 'node:assert/strict'
import { it } from 'node:test'
import { tokenIn } from '../../../streams/hub/token.ts'

const SECRET = { name: 'hub', key: 'token' }

it('the token of a Secret is what stands there, without the line break of an editor', () =>
  assert.equal(tokenIn(SECRET, ' abc\n'), 'abc'))
for (const [text, because] of [
  ['', /^there is no token in the Secret hub, key token$/],
  ['two words', /^what is in the Secret hub, key token, is no token$/],
] as const)
  it(`${JSON.stringify(text)} is none, and is not said`, () => {
    const failed = tokenIn(SECRET, text)
    assert.ok(typeof failed !== 'string')
    assert.match(failed.because, because)
  })
