import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { readSecret } from '../../../src/sinks/notify/read-secret.ts'

it('a Secret is read each time, and one that is not there is named', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'warmseats-'))
  try {
    await mkdir(join(folder, 'chat'))
    await writeFile(join(folder, 'chat', 'url'), ' https://a \n')
    assert.equal(await readSecret(folder, 'chat', 'url'), 'https://a')
    await writeFile(join(folder, 'chat', 'url'), 'https://b')
    assert.equal(await readSecret(folder, 'chat', 'url'), 'https://b')
    const missing = /^there is nothing in the key token of the Secret chat: is there a Secret of this name/
    await assert.rejects(readSecret(folder, 'chat', 'token'), { name: 'NotDelivered', message: missing })
    await assert.rejects(readSecret(undefined, 'chat', 'token'), { message: missing })
  } finally {
    await rm(folder, { recursive: true })
  }
})
