import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, before, describe, it } from 'node:test'
import packageJson from '../../../package.json' with { type: 'json' }
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { MEMORY_KEY, memoryToJson } from '../../../src/domain/decide/memory-json.ts'
import { FORGET } from '../../../src/domain/forecast/forgotten.ts'
import { sayInstant } from '../../../src/domain/instant.ts'
import { type Cluster, controlPlane, eventually, startCluster } from '../../cluster/index.ts'
import { forecastsOf } from '../../support/memories.ts'
import { DAY, HOUR } from '../../support/time.ts'
import { PROGRAM } from '../support/program.ts'
import { install, type Release } from '../support/release.ts'
import { poolValues } from '../support/values.ts'
import { type World, world } from '../support/world.ts'

const { skip } = await controlPlane()
const POOL = { cpu: '8', memory: '32Gi' }
/** A class three days ahead, on the hour. */
const LAB = Math.floor((Date.now() + 3 * DAY) / HOUR) * HOUR

describe('a person at the command line, on a real control plane', { skip }, () => {
  let cluster: Cluster
  let hub: World
  let release: Release

  before(async () => {
    cluster = await startCluster({ karpenter: { bootDelay: '3s', pools: { user: POOL } } })
    hub = world(cluster)
    const user = poolValues('user', { replicas: 1, maxPlaceholders: 6, seat: { requests: { memory: '4Gi' } } })
    const schedule = [{ name: 'Data 8 Lab', start: sayInstant(LAB), duration: '1h', pools: { user: { students: 20 } } }]
    release = await install({ cluster, helm: 4, values: { fallWindow: 2, nodePools: { user }, schedule } })
    await release.start()
    await hub.reaches('user', 1)
  })
  after(async () => {
    await release?.stop()
    await cluster?.stop()
  })

  const warmseats = (...words: string[]) =>
    new Promise<{ code: unknown; stdout: string; stderr: string }>((done) => {
      const where = ['--kubeconfig', cluster.kubeconfig, '-n', 'hub']
      execFile(process.execPath, [PROGRAM, ...words, ...where], (error, stdout, stderr) =>
        done({ code: error ? error.code : 0, stdout, stderr }),
      )
    })

  it('explain and plan ask the cluster, by the config of the release', async () => {
    const explained = await warmseats('explain')
    assert.deepEqual([explained.code, explained.stderr], [0, ''])
    assert.match(explained.stdout, /^At 20.*\n\nuser: 1 placeholder, because the config asks 1 placeholder/)
    const planned = await warmseats('plan', '--to', '+1d', '-o', 'json')
    assert.deepEqual([planned.code, planned.stderr], [0, ''])
    assert.deepEqual(JSON.parse(planned.stdout).pools.user[0].demand, { integer: 1 })
  })

  it('version names the program and the controller', async () => {
    const { code, stdout } = await warmseats('version')
    const { version } = packageJson
    assert.equal(code, 0)
    assert.ok(
      stdout.startsWith(`program     ${version}\ncontroller  ${version} (deployment warmseats in hub: 0 of `),
      stdout,
    )
  })

  it('hold asks for placeholders, waits for the controller, and says what it did', async () => {
    const { code, stdout, stderr } = await warmseats('hold', 'user', '--placeholders', '3', '--for', '2h')
    assert.deepEqual([code, stderr], [0, ''], stdout)
    assert.match(
      stdout,
      /^user: 3 placeholders, held until \w{3} 20.* in UTC\n {2}placeholders {2}1 → 3; \d have a node\n/,
    )
    assert.match(stdout, /because +the config asks 1 placeholder; at least 3 until \S+ by annotation\n$/)
    assert.equal(await hub.replicas('user'), 3)
  })

  it('students are as many placeholders as have their seats', async () => {
    const { code, stdout, stderr } = await warmseats('hold', 'user', '--students', '9', '--for', '30m')
    assert.deepEqual([code, stderr], [0, ''], stdout)
    const [, placeholders, seats] = /^user: 9 students are (\d) placeholders? of (\d+) seats?, held/.exec(stdout) ?? []
    assert.equal(Number(placeholders), Math.ceil(9 / Number(seats)), stdout)
    assert.ok(Number(await hub.replicas('user')) >= Number(placeholders))
  })

  it('more than the pool may have is held as far as it goes, and that is no success', async () => {
    const { code, stdout } = await warmseats('hold', 'user', '--placeholders', '9', '--until', '+1h')
    assert.equal(code, 1)
    assert.match(stdout, /no more than 6 of 9 are held \(nodePools\.user\.maxPlaceholders\)/)
    assert.equal(await hub.replicas('user'), 6)
  })

  it('release takes it back, and says what remains and why', async () => {
    const { code, stdout, stderr } = await warmseats('release', 'user')
    assert.deepEqual([code, stderr], [0, ''], stdout)
    assert.match(
      stdout,
      /^user: `9 until \S+` is taken back\n {2}placeholders {2}6 → 1; .*\n {2}because +the config asks 1/,
    )
    assert.match(
      (await warmseats('release', 'user')).stdout,
      /^user: nothing is held by hand; 1 stand, because the config/,
    )
  })

  it('what cannot be meant is said before anything is written', async () => {
    for (const [words, says] of [
      [['hold', 'usr', '--nodes', '2', '--for', '1h'], /no pool `usr`; did you mean `user`\?/],
      [['hold', 'user', '--for', '1h'], /say how much: one of --students N, --nodes N and --placeholders N/],
      [['hold', 'user', '--nodes', '2'], /say how long: --for 2h, or --until 18:00/],
      [['hold', 'user', '--nodes', '2.5', '--for', '1h'], /--nodes 2\.5 is no whole number/],
      [['hold', 'user', '--nodes', '2', '--until', '-1h'], /over within a minute/],
    ] as const) {
      const { code, stdout, stderr } = await warmseats(...words)
      assert.deepEqual([code, stdout], [2, ''], stderr)
      assert.match(stderr, says)
    }
    assert.equal(await hub.replicas('user'), 1)
  })

  const STATE = '/api/v1/namespaces/hub/configmaps/warmseats-state'
  interface StateObject {
    readonly metadata: { readonly annotations?: Readonly<Record<string, string>> }
    readonly data?: Readonly<Record<string, string>>
  }
  const kept = async () => (await cluster.request('GET', STATE)) as StateObject
  const keptSeries = async () =>
    Object.keys(JSON.parse((await kept()).data?.[MEMORY_KEY] ?? '{}').forecast?.series ?? {})

  it('forecast tells who came to each class, by the title that the calendar has for it', async () => {
    await release.stop()
    const forecast = forecastsOf(
      { title: 'Data 8 Lab', announced: 20, came: [11, 12, 14, 3], lastMs: LAB - 7 * DAY },
      { title: 'Poetry', announced: 20, came: [7], lastMs: LAB - 6 * DAY },
    )
    await cluster.request('PATCH', STATE, { data: { [MEMORY_KEY]: memoryToJson({ ...NO_MEMORY, forecast }) } })
    await release.start()
    const { code, stdout, stderr } = await warmseats('forecast')
    assert.deepEqual([code, stderr], [0, ''])
    assert.match(stdout, /^user \(UTC\), forecast\.history: show\n/)
    assert.match(
      stdout,
      / {2}Data 8 Lab, \w+days \d\d:00 {2}\[user-\w{3}-\d\d00-[0-9a-f]{4}\]\n {4}came +11 of 20, 12 of 20, 14 of 20, fewer than 5 of 20\n/,
    )
    assert.match(stdout, /20 announced; the last 4 times fewer than 5 to 14 came: 15 would be expected/)
    assert.match(stdout, / {2}a class of \w+ \d\d:00 that the calendar does not name now/)
  })

  it('the status page tells the same', async () => {
    const controller = release.controllers.at(-1) ?? assert.fail()
    const pool = await eventually('the memory on the page', async () => {
      const { status, text } = await controller.get('/status.json')
      return status === 200 ? JSON.parse(text).forecast?.[0] : undefined
    })
    assert.deepEqual([pool.pool, pool.series.length], ['user', 2])
    assert.match((await controller.get('/')).text, /Data 8 Lab/)
  })

  it('forget makes every replica forget a series, and it does not come back', async () => {
    const unclear = await warmseats('forget', 'Data 8 Lob')
    assert.deepEqual([unclear.code, unclear.stdout], [2, ''])
    assert.match(unclear.stderr, /no series `Data 8 Lob`; did you mean `Data 8 Lab`\?/)
    assert.equal((await keptSeries()).length, 2)
    const { code, stdout, stderr } = await warmseats('forget', 'Data 8 Lab')
    assert.deepEqual([code, stderr], [0, ''], stdout)
    assert.match(stdout, /^forgotten: Data 8 Lab, \w+days \d\d:00 \(4 times\)\n {2}its next class is its first/)
    assert.equal((await keptSeries()).length, 1)
    assert.doesNotMatch((await kept()).metadata.annotations?.[FORGET] ?? '', /Data 8/i, 'a title is private')
    await release.stop()
    await release.start()
    assert.equal((await warmseats('forecast', '--series', 'Data 8 Lab')).code, 2)
    assert.match((await warmseats('forecast')).stdout, /last time 7 came/)
  })

  it('all is forgotten by whoever says in which namespace', async () => {
    const { code, stderr } = await warmseats('forget', '--all')
    assert.equal(code, 2)
    assert.match(stderr, /say that you mean it with --confirm hub/)
    const all = await warmseats('forget', '--all', '--confirm', 'hub')
    assert.deepEqual([all.code, all.stderr], [0, ''], all.stdout)
    assert.match(all.stdout, /^forgotten: all pools \(1 series and 0 half-hours\)/)
    await eventually('nothing to be kept of classes', async () => (await keptSeries()).length === 0)
  })

  it('where no controller answers, that is said, and the annotation stays', async () => {
    await release.stop()
    const { code, stdout, stderr } = await warmseats('hold', 'user', '--placeholders', '2', '--for', '1h')
    assert.deepEqual([code, stdout], [1, ''])
    assert.match(
      stderr,
      /^warmseats: the annotation is written, and within 30 s no controller answered it: 1 placeholder/,
    )
  })
})
