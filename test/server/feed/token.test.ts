import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { isSameToken, tokenIn } from '../../../src/server/feed/token.ts'

const folder = await mkdtemp(join(tmpdir(), 'warmseats-feed-'))
after(() => rm(folder, { recursive: true, force: true }))
const TOKEN = 'abcdefghijklmnopqrst1234'

function given() {
  const path = join(folder, 'token')
  const told: string[] = []
  return { path, told, token: tokenIn({ path, onClosed: (because) => told.push(because) }) }
}

describe('the token', () => {
  it('is read anew each time, so that another one counts at once', async () => {
    const { path, token, told } = given()
    await writeFile(path, `${TOKEN}\n`)
    assert.equal(await token(), TOKEN)
    await writeFile(path, `${TOKEN}-new`)
    assert.equal(await token(), `${TOKEN}-new`)
    assert.deepEqual(told, [])
  })
  it('is none, and told once why, while it is not there or could be guessed', async () => {
    const { path, token, told } = given()
    await rm(path)
    assert.deepEqual([await token(), await token()], [undefined, undefined])
    for (const bad of ['', 'short', 'with/slashes/and?marks-in-it', 'x'.repeat(91)]) {
      await writeFile(path, bad)
      assert.equal(await token(), undefined, bad)
    }
    assert.deepEqual(told, [
      `the token at ${path} cannot be read (ENOENT); is the Secret there, with the key \`token\`?`,
      `the token at ${path} is not usable: it must have 20 to 90 letters, digits, - and _`,
    ])
    await writeFile(path, TOKEN)
    assert.equal(await token(), TOKEN)
    await rm(path)
    await token()
    assert.equal(told.length, 3, 'told anew after it was well')
  })
  it('is compared whole', () => {
    assert.ok(isSameToken(TOKEN, TOKEN))
    for (const other of ['', TOKEN.slice(1), `${TOKEN}x`, TOKEN.toUpperCase()]) assert.ok(!isSameToken(other, TOKEN))
  })
})
