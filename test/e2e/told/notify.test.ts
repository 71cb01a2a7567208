/** A bad morning on the real control plane: told once, whoever leads; and once that it is over. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { WebhookBody } from '../../../src/sinks/notify/webhook.ts'
import { type Cluster, controlPlane, eventually, startCluster } from '../../cluster/index.ts'
import { type FakeApi, fakeApi } from '../../kubernetes/support/fake-api.ts'
import { MINUTE, SECOND } from '../../support/time.ts'
import type { Controller } from '../support/controller.ts'
import { install, type Release } from '../support/release.ts'
import { poolValues } from '../support/values.ts'
import { type World, world } from '../support/world.ts'

const { skip } = await controlPlane()

const NOTIFY = [{ name: 'bridge', type: 'webhook', secret: { name: 'bridge' }, for: ['waits'] }]

describe('two replicas that tell a webhook', { skip }, () => {
  let cluster: Cluster
  let hub: World
  let receiver: FakeApi
  let release: Release
  let first: Controller
  let second: Controller

  before(async () => {
    receiver = await fakeApi()
    receiver.serve(({ answer }) => answer(200))
    cluster = await startCluster()
    hub = world(cluster)
    release = await install({
      cluster,
      helm: 4,
      values: { notify: NOTIFY, nodePools: { user: poolValues('user', { replicas: 0 }) } },
    })
    await cluster.request('POST', '/api/v1/namespaces/hub/secrets', {
      metadata: { name: 'bridge' },
      data: { url: Buffer.from(`${receiver.url}/SECRET`).toString('base64') },
    })
    first = await release.start()
    await first.line('leading')
    second = await release.start()
    await second.line('following')
  })
  after(async () => {
    await release?.stop()
    await receiver?.close()
    await cluster?.stop()
  })

  const heard = () => receiver.seen.map(({ body }) => JSON.parse(body) as WebhookBody)
  const states = () => heard().map(({ kind, state }) => `${kind} ${state}`)

  it('is told when people have waited for 30 s and no node is on its way', async () => {
    for (const name of ['ada', 'bob', 'zoe']) await hub.user(name)
    await eventually('the webhook to hear it', () => heard().length > 0, { withinMs: 90 * SECOND })
    const [one] = heard()
    assert.match(one?.headline ?? '', /^user: 3 people wait for a node, the longest for .*, and no node is on its way/)
    assert.notEqual(one?.doings.length, 0)
    assert.doesNotMatch(JSON.stringify(heard()), /ada|bob|zoe/)
    const told = await first.line('notified')
    assert.deepEqual([told.target, told.kind, told.state], ['bridge', 'waits', 'begun'])
  })

  it('hears nothing of it again when the leader is killed and another one leads', async () => {
    first.kill('SIGKILL')
    await second.line('leading')
    // It tells what is new to it at its first look: that fewer wait, or others, is not.
    await hub.user('joe')
    await eventually('the next leader to see that four wait', async () =>
      (await second.get('/status.json')).text.includes('4 people wait'),
    )
    assert.deepEqual(states(), ['waits begun'])
    assert.equal(second.lines.filter(({ msg }) => msg === 'notified').length, 0)
  })

  it('hears once that it is over, from who leads now, about the same', async () => {
    for (const name of ['ada', 'bob', 'zoe', 'joe']) await hub.leave(name)
    const told = await eventually('the webhook to hear that', () => heard()[1], { withinMs: 4 * MINUTE })
    assert.deepEqual(states(), ['waits begun', 'waits over'])
    assert.deepEqual(told.subjects, heard()[0]?.subjects)
    assert.notEqual(told.id, heard()[0]?.id)
    assert.match(told.headline, /^user: over, nobody waits in vain/)
    assert.equal((await second.line('notified')).state, 'over')
  })

  it('and no line of a log has its address', () => {
    const all = JSON.stringify([first.lines, second.lines, first.stderr, second.stderr])
    assert.doesNotMatch(all, /SECRET/)
  })
})
