/** `warmseats demo --eight-steps` as a person runs it, with the values that the documents tell them to install. */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { load } from 'js-yaml'
import { beside, type Cluster, controlPlane, eventually, startCluster } from '../../cluster/index.ts'
import type { Controller } from '../support/controller.ts'
import { PROGRAM } from '../support/program.ts'
import { install, type Release } from '../support/release.ts'
import { type UserDummies, userDummies } from '../support/user-dummies.ts'
import { type World, world } from '../support/world.ts'

const { skip } = await controlPlane()
const ROOT = join(import.meta.dirname, '../../..')
const VALUES = load(readFileSync(join(ROOT, 'examples/values/eight-steps.yaml'), 'utf8')) as object

describe('the demonstration in eight steps, by its command', { skip }, () => {
  let cluster: Cluster
  let hub: World
  let users: UserDummies
  let release: Release
  let controller: Controller

  before(async () => {
    cluster = await startCluster({
      scheduler: beside,
      karpenter: { bootDelay: '3s', pools: { user: { cpu: '8', memory: '8Gi', consolidateAfter: '3s' } } },
    })
    hub = world(cluster)
    users = userDummies(cluster, 'user')
    release = await install({ cluster, helm: 4, values: VALUES })
    controller = await release.start()
    await hub.reaches('user', 0)
  })
  after(async () => {
    await release?.stop()
    await cluster?.stop()
  })

  interface Ended {
    readonly code: number | null
    readonly said: string
  }
  function demo(args: readonly string[], heard: (said: string, child: ChildProcess) => void = () => undefined) {
    const place = ['--namespace', 'hub', '--kubeconfig', cluster.kubeconfig]
    const child = spawn(process.execPath, [PROGRAM, 'demo', '--eight-steps', ...place, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text
        heard(said, child)
      })
    return new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, said })))
  }
  const nothingIsLeft = async () => {
    await eventually('nobody is left', async () => (await users.pods()).length === 0)
    await hub.reaches('user', 0, 60_000)
  }

  it('asks before it begins, and begins for nobody who cannot be asked', async () => {
    const { code, said } = await demo([])
    assert.equal(code, 2, said)
    assert.match(said, /there is nobody to ask whether to begin: say --yes/)
    assert.deepEqual(await hub.nodes(), [])
  })

  it('says that a node fits others than it was told, and takes all away', async () => {
    const { code, said } = await demo(['--yes', '--seats', '6', '--patience', '2m'])
    assert.equal(code, 2, said)
    assert.match(said, /fits 8 users beside what else runs there, not 6: say --seats 8/)
    await nothingIsLeft()
  })

  it('all eight steps are as announced, and nothing is left', async () => {
    await eventually('no node', async () => (await hub.nodes()).length === 0, { withinMs: 60_000 })
    const { code, said } = await demo(['--yes', '--patience', '3m'])
    assert.equal(code, 0, said)
    assert.equal(said.match(/^✔ as announced/gm)?.length, 8, said)
    assert.match(said, /^ {2}\S+ {2}●●●●░░░░ {2}4 users, 4 placeholders$/m)
    await nothingIsLeft()
    // The API server takes what the values say as it is, so that nothing is healed though nobody changed it.
    const healed = controller.lines.filter(({ msg }) => msg === 'placeholders healed')
    const problems = controller.lines.flatMap(({ msg, text }) => (msg === 'problem' ? [text] : []))
    assert.deepEqual([healed, problems], [[], []])
  })

  it('Ctrl-C ends it, and takes all away', async () => {
    let isEnded = false
    const { code, said } = await demo(['--yes'], (heard, child) => {
      if (isEnded || !/^2\. /m.test(heard.split('\n\n').slice(1).join('\n\n'))) return
      isEnded = true
      child.kill('SIGINT')
    })
    assert.equal(code, 130, said)
    await nothingIsLeft()
  })
})
