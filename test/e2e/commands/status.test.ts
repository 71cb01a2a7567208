/** `warmseats status` through the proxy of a real API server, to controllers that run here. */
import assert from 'node:assert/strict'
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { after, before, describe, it } from 'node:test'
import { type Cluster, controlPlane, eventually, startCluster } from '../../cluster/index.ts'
import type { Controller } from '../support/controller.ts'
import { PROGRAM } from '../support/program.ts'
import { install, type Release } from '../support/release.ts'
import { ownAddress } from '../support/route.ts'
import { serveAsPod, serveNobody } from '../support/service-pod.ts'
import { poolValues } from '../support/values.ts'
import { type World, world } from '../support/world.ts'

const { skip: none } = await controlPlane()
const skip = none || (ownAddress() === undefined ? 'this machine has no address but loopback' : false)
const RBAC = '/apis/rbac.authorization.k8s.io/v1/namespaces/hub'

describe('status, through the proxy of a real API server', { skip }, () => {
  let cluster: Cluster
  let hub: World
  let release: Release
  let controller: Controller
  const values = (inCluster: boolean) => ({
    nodePools: { user: poolValues('user', { seat: { requests: { memory: '4Gi' } } }) },
    statusPage: { inCluster },
  })

  before(async () => {
    cluster = await startCluster({ kwok: false })
    hub = world(cluster)
    release = await install({ cluster, helm: 4, values: values(false) })
    controller = await release.start()
    await eventually('it to decide', async () => (await controller.get('/readyz')).status === 200, { withinMs: 90_000 })
  })
  after(async () => {
    await release?.stop()
    await cluster?.stop()
  })

  const warmseats = (words: readonly string[], kubeconfig = cluster.kubeconfig) =>
    new Promise<{ code: unknown; stdout: string; stderr: string }>((done) => {
      const line = [PROGRAM, 'status', ...words, '--kubeconfig', kubeconfig]
      execFile(process.execPath, line, (error, stdout, stderr) =>
        done({ code: error ? error.code : 0, stdout, stderr }),
      )
    })
  const inHub = (...words: readonly string[]) => warmseats([...words, '-n', 'hub'])

  async function isUnknown(asked: ReturnType<typeof warmseats>, says: RegExp) {
    const { code, stdout, stderr } = await asked
    assert.deepEqual([code, stdout], [2, ''], stderr)
    assert.match(stderr, says)
  }

  it('no release', () =>
    isUnknown(warmseats(['-n', 'default']), /^warmseats: no release of Warmseats is in namespace default/))

  it('no pod that is ready', async () => {
    await serveNobody(cluster)
    await isUnknown(inHub(), /^warmseats: no pod of the release warmseats in hub is ready \(0 of 2\)/)
  })

  it('a page that is closed, as it is unless the values say otherwise', async () => {
    await serveAsPod(cluster, controller.port)
    await isUnknown(inHub(), /is closed to the cluster.*`statusPage: \{inCluster: true\}`/)
  })

  it('all is well', async () => {
    const since = controller.lines.length
    await release.upgrade(values(true))
    await controller.line('config loaded', () => true, since)
    const { code, stdout, stderr } = await inHub()
    assert.deepEqual([code, stderr], [0, ''], stdout)
    assert.match(
      stdout,
      /^● All is well: 0 placeholders wanted and on nodes, 0 users at work, nobody waits\.\n\npool +people +waiting +seats open +nodes +placeholders +next\nuser +0 +0 +0 +0 +0 of 0 +–\n {2}at most 100 placeholders \(unless .*\)\n\nOf \d\d:\d\d \(utc\), told by warmseats-0 \S+; it leads\n$/,
    )
    const json = await inHub('-o', 'json')
    assert.deepEqual([json.code, JSON.parse(json.stdout).verdict.state], [0, 'well'])
  })

  it('no right to ask: what is granted as it says lets one ask', async () => {
    await cluster.request('POST', '/api/v1/namespaces/hub/serviceaccounts', { metadata: { name: 'ada' } })
    const ada = await cluster.kubeconfigFor('hub', 'ada')
    const asAda = () => warmseats(['-n', 'hub'], ada)
    await isUnknown(
      asAda(),
      /^warmseats: missing RBAC: the ServiceAccount `hub\/ada` may not `list` `deployments` \(apps\)/,
    )
    const list = { apiGroups: ['apps'], resources: ['deployments'], verbs: ['list'] }
    await cluster.request('POST', `${RBAC}/roles`, { metadata: { name: 'ada' }, rules: [list] })
    await cluster.request('POST', `${RBAC}/rolebindings`, {
      metadata: { name: 'ada' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'ada' },
      subjects: [{ kind: 'ServiceAccount', namespace: 'hub', name: 'ada' }],
    })
    const refused = await eventually('the list to be granted', async () => {
      const { stderr } = await asAda()
      return !/`list`/.test(stderr) && stderr
    })
    assert.match(refused, /may not `get` `services\/proxy` \(core\) in the namespace `hub`/)
    const [, role = '', binding = ''] = /: (kubectl .*) && (kubectl .*)\n$/.exec(refused) ?? []
    await cluster.kubectl(role.split(' ').slice(1))
    await cluster.kubectl(binding.replace('--user=NAME', '--serviceaccount=hub:ada').split(' ').slice(1))
    await eventually('ada to be told', async () => (await asAda()).code === 0)
  })

  it('somebody waits, and no node is on its way', async () => {
    await hub.user('bob')
    const { stdout } = await eventually(
      'it to be red',
      async () => {
        const told = await inHub()
        return /no node is on its way/.test(told.stdout) && told
      },
      { withinMs: 60_000, everyMs: 500 },
    )
    assert.match(stdout, /^● 1 person waits for a node, for \d+ s .*, and no node is on its way for them: /)
    assert.match(stdout, /\n\nWhat can be done now\n {2}user: .*\n {4}→ .*:\n {6}\S/)
    assert.match(stdout, /\nuser +0 +1 /)
    assert.doesNotMatch(stdout, /bob/)
    assert.equal((await inHub()).code, 1)
    await hub.leave('bob')
  })

  it('--watch tells each change, goes on over a restart of the controller, and says so', async () => {
    const watching = watch(cluster)
    await watching.says(/^● All is well/m)
    controller.kill('SIGTERM')
    await controller.exited
    await watching.says(/^● No answer: /m)
    const next = await release.start('next')
    await eventually('the next one to decide', async () => (await next.get('/readyz')).status === 200, {
      withinMs: 90_000,
    })
    await serveAsPod(cluster, next.port)
    await watching.says(/^It answers again, after .*\(next\)$/m)
    watching.child.kill('SIGINT')
    assert.equal(await watching.ended, 0)
    assert.equal(watching.text().match(/^● All is well/gm)?.length, 2, watching.text())
  })

  it('a controller that is down, and one that is scaled to nothing', async () => {
    for (const one of release.controllers) one.kill('SIGTERM')
    await Promise.all(release.controllers.map(({ exited }) => exited))
    await isUnknown(inHub(), /^warmseats: the API server did not reach the release warmseats in hub: .*refused/)
    await serveNobody(cluster)
    await cluster.kubectl(['scale', '--namespace=hub', 'deployment/warmseats', '--replicas=0'])
    await eventually('it to be told', async () =>
      /scaled to 0: kubectl -n hub scale deployment warmseats --replicas=2/.test((await inHub()).stderr),
    )
  })
})

interface Watching {
  readonly child: ChildProcess
  readonly ended: Promise<number | null>
  readonly text: () => string
  readonly says: (what: RegExp) => Promise<unknown>
}

function watch(cluster: Cluster): Watching {
  const line = [PROGRAM, 'status', '--watch', '--kubeconfig', cluster.kubeconfig, '-n', 'hub']
  const child = spawn(process.execPath, line, { stdio: ['ignore', 'pipe', 'inherit'] })
  let told = ''
  child.stdout?.on('data', (text) => {
    told += text
  })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)))
  void ended.then(() => process.off('exit', kill))
  const says = (what: RegExp) =>
    eventually(`it to say ${what}, and not\n${told}`, () => what.test(told), { withinMs: 30_000 })
  return { child, ended, text: () => told, says }
}
