import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { CONFIG_KEY } from '../../../src/domain/decide/memory-json.ts'
import { type Cluster, controlPlane, eventually, startCluster } from '../../cluster/index.ts'
import { SECOND } from '../../support/time.ts'
import { PROGRAM } from '../support/program.ts'
import { install, type Release } from '../support/release.ts'
import { poolValues } from '../support/values.ts'
import { type World, world } from '../support/world.ts'

const { skip } = await controlPlane()
const SEAT = { cpu: '500m', memory: '4Gi' }

describe('warmseats record, before anything is switched on, on a real control plane', { skip }, () => {
  let cluster: Cluster
  let hub: World
  let release: Release
  let folder: string
  let trace: string
  let scenario: string

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'warmseats-record-'))
    trace = join(folder, 'trace.csv')
    scenario = join(folder, 'semester.yaml')
    cluster = await startCluster({ karpenter: { bootDelay: '1s', pools: { user: { cpu: '8', memory: '32Gi' } } } })
    hub = world(cluster)
    const user = poolValues('user', { replicas: 1, seat: { requests: SEAT } })
    release = await install({ cluster, helm: 4, values: { dryRun: true, fallWindow: 2, nodePools: { user } } })
    const controller = await release.start()
    await controller.line('config loaded')
    await eventually('the config to be kept', async () => {
      const path = '/api/v1/namespaces/hub/configmaps/warmseats-state'
      const { data } = (await cluster.request('GET', path)) as { data?: Readonly<Record<string, string>> }
      return data?.[CONFIG_KEY] !== undefined
    })
    await comes('ada')
  })
  after(async () => {
    await release?.stop()
    await cluster?.stop()
    await rm(folder, { recursive: true })
  })

  const comes = async (name: string) => {
    await hub.user(name, SEAT)
    await eventually(`the node of ${name}`, async () => {
      const path = `/api/v1/namespaces/hub/pods/jupyter-${name}`
      return ((await cluster.request('GET', path)) as { spec: { nodeName?: string } }).spec.nodeName !== undefined
    })
  }

  function warmseats(...words: readonly string[]) {
    const child = spawn(process.execPath, [PROGRAM, ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
    const said = { out: '', progress: '' }
    child.stdout.on('data', (text) => {
      said.out += text
    })
    child.stderr.on('data', (text) => {
      said.progress += text
    })
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
    return { child, said, ended }
  }
  /** The command as a person runs it, once it has seen who is there. */
  async function record() {
    const place = ['--kubeconfig', cluster.kubeconfig, '-n', 'hub']
    const running = warmseats('record', ...place, '--out', trace, '--scenario', scenario)
    const died = running.ended.then((code) => Promise.reject(new Error(`${code}: ${running.said.progress}`)))
    died.catch(() => undefined)
    await eventually('it records', () => running.said.progress.includes('are there now'), { unless: died })
    return running
  }
  const visits = async () =>
    (await readFile(trace, 'utf8'))
      .split('\n')
      .filter((line) => /^\d/.test(line))
      .map((line) => line.split(','))

  it('who comes and goes is a line each, in the size and pool that it had; who stays is open at the end', async () => {
    const { child, ended, said } = await record()
    const beganMs = Date.now()
    await comes('grace')
    await hub.leave('grace')
    await eventually('the line of grace', async () => (await visits()).length === 1)
    // A trace has whole seconds: Ada is seen in one after that in which it began.
    await eventually('the second after', () => Date.now() > beganMs + SECOND)
    child.kill('SIGTERM')
    assert.equal(await ended, 0, said.progress)
    const all = await visits()
    assert.deepEqual(
      all.map(([, ...cells]) => cells.slice(0, 4)),
      [
        ['v1', 'user', '500m', '4Gi'],
        ['v2', 'user', '500m', '4Gi'],
      ],
    )
    assert.ok(Number(all[0]?.[5]) >= 1)
    assert.equal(all[1]?.[5], '', 'Ada')
    assert.match(said.progress, /2 visits in .*trace\.csv, 1 of them still there/)
  })

  it('begun again, it goes on: who left meanwhile was there as long as it was looked, and nobody is there twice', async () => {
    await hub.leave('ada')
    await comes('edsger')
    const { child, ended, said } = await record()
    child.kill('SIGINT')
    assert.equal(await ended, 0, said.progress)
    assert.match(said.progress, /goes on with .*trace\.csv: 2 visits are in it/)
    const all = await visits()
    assert.deepEqual(
      all.map((cells) => cells[5] === ''),
      [false, false, true],
      'Grace, Ada, Edsger',
    )
    const text = await readFile(trace, 'utf8')
    assert.equal(text.match(/^time,/gm)?.length, 1)
    assert.doesNotMatch(text, /grace|ada|edsger|jupyter|hub/i)
  })

  it('simulate plays it, on nodes as they are and by the config of the release', async () => {
    const { ended, said } = warmseats('simulate', '--scenario', scenario, '--compare', 'none,static:3', '-o', 'json')
    assert.equal(await ended, 0, said.progress)
    const { policies, warnings } = JSON.parse(said.out)
    assert.deepEqual(warnings, [])
    assert.deepEqual(
      policies.map(({ policy, waits }: { policy: string; waits: { people: number } }) => [policy, waits.people]),
      [
        ['warmseats', 3],
        ['none', 3],
        ['static:3', 3],
      ],
    )
    const text = await readFile(scenario, 'utf8')
    assert.match(text, /cpu: '?8'?\n.*memory: 32Gi/)
    assert.match(text, /kind: karpenter/)
  })

  it("the release's ServiceAccount may do it, where it runs in the cluster", async () => {
    for (const verb of ['list', 'watch'])
      for (const resource of ['pods', 'nodes']) {
        const as = '--as=system:serviceaccount:hub:warmseats'
        assert.match(await cluster.kubectl(['auth', 'can-i', verb, resource, '--all-namespaces', as]), /^yes/)
      }
  })
})
