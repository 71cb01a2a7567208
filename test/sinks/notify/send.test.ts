import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { Webhook } from 'standardwebhooks'
import { sending } from '../../../src/sinks/notify/send.ts'
import { fakeApi } from '../../kubernetes/support/fake-api.ts'
import { mailServer } from '../../support/notify/mail-server.ts'
import { mailbox, message, target } from '../../support/notify/notices.ts'

const KEY = `whsec_${Buffer.from('a key of twenty-four byt').toString('base64')}`

describe('a message is sent as its target takes it', () => {
  let secrets = ''
  before(async () => {
    secrets = await mkdtemp(join(tmpdir(), 'warmseats-'))
    await mkdir(join(secrets, 'chat'))
  })
  after(() => rm(secrets, { recursive: true }))

  const keep = (key: string, value: string) => writeFile(join(secrets, 'chat', key), value)
  const send = () => sending({ secrets, sender: { namespace: 'hub', identity: 'a' }, now: Date.now })

  /** What a server got. */
  async function posted(values: Parameters<typeof target>[0]) {
    await using api = await fakeApi()
    api.serve(({ answer }) => answer(200))
    await keep('url', api.url)
    await send()(target(values), message())
    const [one] = api.seen
    return one ?? assert.fail('nothing came')
  }

  it('slack', async () => assert.ok('blocks' in JSON.parse((await posted({})).body)))
  it('teams', async () => assert.equal(JSON.parse((await posted({ type: 'teams' })).body).type, 'message'))
  it('webhook', async () => {
    const { body, headers } = await posted({ type: 'webhook' })
    assert.equal(JSON.parse(body).version, 1)
    assert.equal(headers['webhook-signature'], undefined)
  })
  it('webhook, signed with a key of the same Secret', async () => {
    await keep('signingKey', KEY)
    const { body, headers } = await posted({ type: 'webhook', signingKey: 'signingKey' })
    const own = Object.entries(headers).filter(([name]) => name.startsWith('webhook-'))
    assert.doesNotThrow(() => new Webhook(KEY).verify(body, Object.fromEntries(own.map(([k, v]) => [k, String(v)]))))
  })
  it('webhook whose key is not there is not sent without', async () => {
    await using api = await fakeApi()
    await keep('url', api.url)
    await assert.rejects(
      send()(target({ type: 'webhook', signingKey: 'other' }), message()),
      /the key other of the Secret chat/,
    )
    assert.deepEqual(api.seen, [])
  })
  it('email', async () => {
    await using server = await mailServer()
    await keep('smtp', `smtp://127.0.0.1:${server.port}`)
    await send()(mailbox({ secret: { name: 'chat', key: 'smtp' } }), message())
    assert.deepEqual(server.mails[0]?.to, ['ops@example.edu'])
  })
})
