/** What a real hub says through its API: people without a pod have a placeholder, and a hub that is gone keeps nothing from going on. */
import assert from 'node:assert/strict'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { usersPage } from '../../../src/domain/hub/read-users.ts'
import { type Cluster, controlPlane, eventually } from '../../cluster/index.ts'
import type { Controller } from '../support/controller.ts'
import { diagnose } from '../support/doctored.ts'
import { install, type Release } from '../support/release.ts'
import { poolValues } from '../support/values.ts'
import { type World, world } from '../support/world.ts'
import { endAll, reachableCluster, type ServedHub, servedHub, servingHub } from './support/campus-hub.ts'

const { skip } = await controlPlane()
const found = await servingHub()

const NAMESPACE = 'hub'
const POOL = { 'hub.jupyter.org/pool-name': 'user' }
const PEOPLE = ['ada', 'bob', 'cleo', 'dora', 'eve']
const OURS = { name: 'warmseats', token: 'a-token-that-reads-servers', scopes: ['list:users', 'read:servers'] }
const NAMES = { name: 'names', token: 'a-token-that-reads-names', scopes: ['list:users'] }
const SECRET = `/api/v1/namespaces/${NAMESPACE}/secrets`

describe('a real hub that is asked', { skip: skip || found.skip }, () => {
  const ending = { ends: [] as (() => Promise<unknown>)[] }
  let cluster: Cluster
  let held: string
  let served: ServedHub
  let release: Release
  let controller: Controller
  let seen: World
  let spawns: Promise<readonly number[]>

  before(async () => {
    assert.ok(found.skip === false)
    cluster = await reachableCluster(ending, {})
    await cluster.kubectl(['create', 'namespace', NAMESPACE])
    held = join(cluster.directory, 'held')
    await writeFile(held, '')
    served = await servedHub(ending, {
      cluster,
      python: found.python,
      namespace: NAMESPACE,
      services: [OURS, NAMES],
      settings: { KubeSpawner: { mem_guarantee: '4G', node_selector: POOL } },
      config: join(import.meta.dirname, 'waits_for_file.py'),
      env: { WARMSEATS_TEST_HOLD: held },
    })
    await served.hub.api.users(...PEOPLE)
    await cluster.request('POST', SECRET, { metadata: { name: 'hub-token' }, stringData: { token: OURS.token } })
    release = await install({ cluster, helm: 4, namespace: NAMESPACE, values: valuesFor(served.hub.url) })
    ending.ends.push(release.stop)
    controller = await release.start()
    seen = world(cluster, NAMESPACE)
    await seen.reaches('user', 0)
  })
  after(async () => {
    await rm(held, { force: true })
    await endAll(ending)
  })

  const valuesFor = (url: string, pool: object = {}) => ({
    nodePools: { user: poolValues('user', { seat: { requests: { memory: '4G' } }, ...pool }) },
    fallWindow: 1,
    hub: { url, tokenSecret: { name: 'hub-token' }, refresh: 2 },
  })
  const metric = async (name: string) => {
    const { text } = await controller.get('/metrics')
    return Number(new RegExp(`^warmseats_${name} (.*)$`, 'm').exec(text)?.[1])
  }
  const because = async () => (await seen.deployment('user'))?.metadata.annotations['warmseats.io/because']

  it('needs two scopes: with one alone it does not say which servers there are', async () => {
    const ask = async (token: string) => {
      const headers = { authorization: `token ${token}`, accept: 'application/jupyterhub-pagination+json' }
      return usersPage(await (await fetch(`${served.hub.url}/hub/api/users?state=active`, { headers })).json())
    }
    spawns = Promise.all(PEOPLE.map((name) => served.hub.api.spawn(name)))
    await eventually('both to see that servers start', async () => {
      const [ours, names] = [await ask(OURS.token), await ask(NAMES.token)]
      return (
        'servers' in ours &&
        ours.servers.length === PEOPLE.length &&
        'wrong' in names &&
        /read:servers/.test(names.wrong)
      )
    })
  })
  it('people whose pods are not there yet have a placeholder', async () => {
    await seen.reaches('user', 1)
    assert.match(
      (await because()) ?? '',
      /at least 1 for \d servers? that starts? at the hub without a pod yet, 0 seats are open/,
    )
    assert.deepEqual([await metric('hub_up'), await metric('hub_spawning_servers')], [1, PEOPLE.length])
  })
  it('once their pods are there they count by those, and the placeholder goes', async () => {
    // Not before: the controller's own pods would sit there, and people find open seats beside them.
    for (const name of ['user-1', 'user-2']) await seen.node(name, 'user')
    await rm(held)
    assert.equal((await spawns).length, PEOPLE.length)
    await seen.reaches('user', 0)
    await eventually('the hub to say that nobody starts', async () => (await metric('hub_spawning_servers')) === 0)
    assert.equal(await metric('hub_servers'), PEOPLE.length)
    assert.deepEqual(served.servers.complaints, [])
  })
  it('doctor asks it as the controller does, and says what is wrong', async () => {
    const said = async (url = served.hub.url) => {
      const { findings, well } = await diagnose(cluster, { values: valuesFor(url) })
      const ofHub = findings.filter(({ where }) => where.startsWith('hub'))
      return [...well.map(({ what }) => what), ...ofHub.map(({ where, what, mend }) => `${where}: ${what} → ${mend}`)]
        .filter((line) => line.includes('the hub at'))
        .join('\n')
    }
    const give = (token: string) =>
      cluster.request('PUT', `${SECRET}/hub-token`, { metadata: { name: 'hub-token' }, stringData: { token } })
    assert.match(
      await said(),
      /^the hub at 127\.0\.0\.1:\d+ answers with its token: JupyterHub \d+\.\d+\.\d+, 5 servers$/,
    )
    assert.match(
      await said(`${served.hub.url}/elsewhere`),
      /^hub: .* HTTP (302 Found, which is not followed|404 .*no hub is at hub\.url)/,
    )
    await give('none-of-its-tokens')
    assert.match(await said(), /^hub: .* HTTP 403.*list:users and read:servers.* → hub: \{services: /)
    await give(NAMES.token)
    assert.match(await said(), /^hub: .*does not say which servers users have: .* the scope read:servers/)
    await give(OURS.token)
  })
  it('a hub that is gone is said, and decisions go on by pods alone', async () => {
    await served.hub.stop()
    await eventually('it to be told', async () => (await metric('hub_up')) === 0)
    const { findings } = await diagnose(cluster, { values: valuesFor(served.hub.url) })
    assert.match(
      findings.find(({ where }) => where === 'hub.url')?.what ?? '',
      /^the hub at 127\.0\.0\.1:\d+ cannot be asked from here: /,
    )
    const said = controller.lines.filter(({ where }) => where === 'hub').map(({ text }) => text)
    assert.match(
      String(said.at(-1)),
      /^the hub at 127\.0\.0\.1:\d+ cannot be asked: .*; people count once their pods are there$/,
    )
    await release.upgrade(valuesFor(served.hub.url, { replicas: 2 }))
    await seen.reaches('user', 2)
  })
})
