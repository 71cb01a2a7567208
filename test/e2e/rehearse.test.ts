import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { after, afterEach, before, describe, it } from 'node:test'
import type { Result } from '../../src/rehearsal/result.ts'
import { type Cluster, controlPlane, eventually, startCluster } from '../cluster/index.ts'
import { HOUR, MINUTE } from '../support/time.ts'
import { type CalendarServer, calendarServer } from './support/calendar-server.ts'
import { PROGRAM } from './support/program.ts'
import { install, type Release } from './support/release.ts'
import { type UserDummies, userDummies } from './support/user-dummies.ts'
import { type World, world } from './support/world.ts'

const { skip } = await controlPlane()

describe('warmseats rehearse, on a real control plane', { skip }, () => {
  let cluster: Cluster
  let hub: World
  let release: Release
  let calendar: CalendarServer
  let dummies: UserDummies
  const machine = { cpu: '8', memory: '8Gi' }
  const pool = (name: string) => ({
    nodeSelector: { 'hub.jupyter.org/pool-name': name },
    resources: { requests: { memory: '7Gi' } },
    seat: { requests: { memory: '1Gi' } },
  })

  before(async () => {
    cluster = await startCluster({
      karpenter: {
        bootDelay: '3s',
        pools: { user: { ...machine, limitNodes: 3, consolidateAfter: '1s' }, lab: machine },
      },
    })
    hub = world(cluster)
    dummies = userDummies(cluster, 'user')
    const from = new Date(Date.now() - MINUTE)
    calendar = await calendarServer({
      title: 'Exam',
      from,
      to: new Date(from.getTime() + HOUR),
      description: 'user: {seats: 7}',
    })
    const values = {
      calendarUrl: calendar.url,
      fallWindow: 1,
      nodePools: { user: pool('user'), lab: { ...pool('lab'), replicas: 0 } },
      userDummy: { enabled: true, pools: ['user'] },
    }
    release = await install({ cluster, helm: 4, values })
    await release.start()
    await hub.reaches('user', 1)
    await placeholdersRun(1)
  })
  after(async () => {
    await release?.stop()
    await calendar?.close()
    await cluster?.stop()
  })
  afterEach(async () => {
    await nothingLeft()
    await hub.reaches('user', 1)
    await placeholdersRun(1)
  })

  const placeholdersRun = (count: number) =>
    eventually(
      `${count} running placeholders`,
      async () => (await hub.placeholders('user')).filter(({ status }) => status.phase === 'Running').length === count,
      { withinMs: MINUTE },
    )

  const nothingLeft = () =>
    eventually('no dummy and no fuse', async () => {
      assert.deepEqual(await dummies.pods(), [])
      assert.equal(await fuses(), '')
      return true
    })
  const fuses = () => cluster.kubectl(['get', 'jobs', '--namespace', 'hub', '--output', 'name'])

  /** The command as a person runs it. */
  function rehearse(...args: readonly string[]) {
    const given = ['--namespace=hub', `--kubeconfig=${cluster.kubeconfig}`, '--output=json']
    const child = spawn(process.execPath, [PROGRAM, 'rehearse', ...given, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const said = { out: '', progress: '' }
    child.stdout.on('data', (text) => (said.out += text))
    child.stderr.on('data', (text) => (said.progress += text))
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
    return { child: child as ChildProcess, said, ended, result: () => JSON.parse(said.out) as Result }
  }

  it('seven take the seats that are warm; five more wait for a node', async () => {
    const { ended, said, result } = rehearse('--pool=user', '--users=12', '--over=3s')
    assert.equal(await ended, 0, said.progress)
    const { seated, waits, nodes, placeholdersEvicted } = result()
    assert.deepEqual([seated, waits.people, placeholdersEvicted], [12, 12, 1])
    assert.ok(waits.p50Seconds < 3, `half of them wait for no node, ${waits.p50Seconds} s`)
    assert.ok(waits.maxSeconds >= 2, `the last ones wait for theirs, ${waits.maxSeconds} s`)
    assert.equal(nodes.length, 1)
    assert.ok((nodes[0]?.readyAfterSeconds ?? 0) >= 3)
    assert.match(said.progress, /12 user-dummies in the pool `user`/)
    assert.deepEqual(await dummies.pods(), [], 'they are gone when it ends')
  })

  it('they count as users: with as many as there are to be seats, no placeholder is asked for', async () => {
    const { ended, said } = rehearse('--pool=user', '--users=7', '--over=0', '--keep=4s')
    await hub.reaches('user', 0)
    assert.equal(await ended, 0, said.progress)
  })

  it('they are bare pods with the seat, the tolerations and the priority of users', async () => {
    const { ended } = rehearse('--pool=user', '--users=1', '--keep=2s')
    const [pod] = await dummies.run(1)
    assert.ok(pod)
    assert.equal(await ended, 0)
    assert.deepEqual(
      pod.metadata.ownerReferences.map(({ kind, controller }) => [kind, controller]),
      [['Job', undefined]],
    )
    assert.equal(pod.spec.priority, 0)
    assert.deepEqual(pod.spec.nodeSelector, { 'hub.jupyter.org/pool-name': 'user' })
    assert.deepEqual(pod.spec.containers[0].resources, { requests: { memory: '1Gi' } })
    assert.ok(pod.spec.tolerations.some(({ key }) => key === 'hub.jupyter.org/dedicated'))
    assert.equal(pod.metadata.labels.component, undefined)
  })

  it('where a user is it refuses, and says how many; with --yes it goes on', async () => {
    await hub.user('ada', { memory: '1Gi' })
    const refused = rehearse('--pool=user', '--users=2', '--over=0')
    assert.equal(await refused.ended, 2)
    assert.match(refused.said.progress, /the pool `user` has 1 real user now; .*--yes/)
    assert.equal(refused.said.out, '')
    const allowed = rehearse('--pool=user', '--users=2', '--over=0', '--yes')
    assert.equal(await allowed.ended, 0, allowed.said.progress)
    await hub.leave('ada')
  })

  it('a pool that does not exist, and one without dummies', async () => {
    const unknown = rehearse('--pool=usr', '--users=2')
    assert.equal(await unknown.ended, 2)
    assert.match(unknown.said.progress, /no pool `usr`; did you mean `user`\?/)
    const without = rehearse('--pool=lab', '--users=2')
    assert.equal(await without.ended, 2)
    assert.match(without.said.progress, /the pool `lab` has no user-dummies; add it to `userDummy\.pools`/)
    const elsewhere = rehearse('--pool=user', '--users=2', '--namespace=default')
    assert.equal(await elsewhere.ended, 2)
    assert.match(elsewhere.said.progress, /no user-dummies in the namespace default.*\n.*\n {2}enabled: true/)
  })

  it('Ctrl-C takes them away and tells what was', async () => {
    const { child, ended, said, result } = rehearse('--pool=user', '--users=20', '--over=1h')
    await dummies.run(1)
    child.kill('SIGINT')
    assert.equal(await ended, 130, said.progress)
    assert.deepEqual([result().interrupted, result().arrived, result().seated], [true, 1, 1])
    assert.deepEqual(await dummies.pods(), [])
  })

  it('more than the pool can take: who gets no seat is counted, and the exit code says so', async () => {
    const { ended, result } = rehearse('--pool=user', '--users=30', '--over=0', '--patience=15s')
    assert.equal(await ended, 1)
    assert.deepEqual([result().arrived, result().seated, result().waits.people], [30, 24, 30])
  })

  it('killed, it leaves a fuse: at its deadline the cluster removes everything', async () => {
    const { child, ended } = rehearse('--pool=user', '--users=3', '--over=0', '--keep=1h', '--patience=10m')
    await dummies.run(3)
    child.kill('SIGKILL')
    await ended
    const job = (await fuses()).trim()
    const deadline = '{.spec.activeDeadlineSeconds}'
    const seconds = await cluster.kubectl(['get', job, '--namespace=hub', `--output=jsonpath=${deadline}`])
    assert.equal(Number(seconds), 3600 + 600 + 60)
    // The hour is over sooner.
    await cluster.kubectl([
      'patch',
      job,
      '--namespace=hub',
      '--type=merge',
      '--patch={"spec":{"activeDeadlineSeconds":1}}',
    ])
    await nothingLeft()
  })
})
