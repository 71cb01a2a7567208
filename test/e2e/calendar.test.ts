import assert from 'node:assert/strict'
import type { RequestListener } from 'node:http'
import { after, before, describe, it } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { type Cluster, controlPlane, eventually, startCluster } from '../cluster/index.ts'
import { MINUTE } from '../support/time.ts'
import { type CalendarServer, calendarServer } from './support/calendar-server.ts'
import type { Controller } from './support/controller.ts'
import { install, type Release } from './support/release.ts'
import { poolValues } from './support/values.ts'
import { type World, world } from './support/world.ts'

const { skip } = await controlPlane()

describe('calendars that fail, on a real control plane', { skip }, () => {
  let cluster: Cluster
  let hub: World
  let main: CalendarServer
  let lab: CalendarServer
  let release: Release
  let controller: Controller
  let values: object
  const now = { from: new Date(Date.now() - MINUTE), to: new Date(Date.now() + 30 * MINUTE) }
  const midterm = { title: 'Midterm', ...now, description: 'user: 3' }
  const practical = { title: 'Practical', ...now, description: 'lab: 2\nuser: 9' }

  before(async () => {
    cluster = await startCluster()
    hub = world(cluster)
    main = await calendarServer(midterm)
    lab = await calendarServer(practical)
    const [address, token] = [`--from-literal=calendarUrl=${lab.url}`, '--from-literal=token=t0ken']
    await cluster.kubectl(['create', 'namespace', 'hub'])
    await cluster.kubectl(['create', 'secret', 'generic', 'lab-calendar', '--namespace', 'hub', address, token])
    values = {
      calendarUrl: main.url,
      calendarRefresh: 1,
      fallWindow: 1,
      nodePools: { user: poolValues('user'), lab: poolValues('lab') },
      calendars: [
        {
          name: 'practicals',
          secret: { name: 'lab-calendar', key: 'calendarUrl' },
          auth: { type: 'bearer', secretName: 'lab-calendar' },
          pools: ['lab'],
        },
      ],
    }
    release = await install({ cluster, helm: 3, values })
    controller = await release.start()
  })
  after(async () => {
    await release?.stop()
    await Promise.all([main?.close(), lab?.close()])
    await cluster?.stop()
  })

  const store = async (): Promise<string> => {
    const path = '/api/v1/namespaces/hub/secrets/warmseats-calendar'
    const { data = {} } = (await cluster.request('GET', path)) as { data?: Record<string, string> }
    const packed = data['readings.json.gz']
    return packed === undefined ? '' : gunzipSync(Buffer.from(packed, 'base64')).toString()
  }

  it('two calendars ask together, one of them for its own pool only, with address and token from a Secret', async () => {
    await Promise.all([hub.reaches('user', 3), hub.reaches('lab', 2)])
    const line = await controller.line('problem', ({ text }) => /may not ask/.test(String(text)))
    assert.equal(line.text, 'calendar practicals may not ask for pool `user`; its `pools` are `lab`')
    assert.equal(lab.authorization, 'Bearer t0ken')
    assert.equal(main.authorization, undefined)
  })

  const failures: readonly [name: string, answer: RequestListener, because: RegExp][] = [
    ['HTML', (_, response) => response.end('<!doctype html><title>Sign in</title>'), /HTML log-in page/],
    ['404', (_, response) => response.writeHead(404).end(), /HTTP 404/],
    ['a body of 50 MB', (_, response) => response.end(Buffer.alloc(50 * 2 ** 20, 'x')), /larger than 6 MB/],
    [
      'a redirect loop',
      (_, response) => response.writeHead(302, { location: '/again' }).end(),
      /redirects more than 5 times/,
    ],
  ]
  for (const [name, answer, because] of failures)
    it(`${name}: the last good copy goes on, with one line for each change of state`, async () => {
      const [since, before] = [controller.lines.length, await hub.deployment('user')]
      main.answer(answer)
      const line = await controller.line('calendar failing', () => true, since)
      assert.match(String(line.because), because)
      assert.match(String(line.because), /^calendar \(host 127\.0\.0\.1:\d+\)/)
      assert.equal(line.goesOn, 'the last good copy goes on')
      const { requests } = main
      await eventually('another try', () => main.requests > requests)
      main.set(midterm)
      await controller.line('calendar good again', () => true, since)
      const told = controller.lines.slice(since).filter(({ msg }) => /^calendar (failing|good)/.test(msg))
      assert.deepEqual(
        told.map(({ msg }) => msg),
        ['calendar failing', 'calendar good again'],
      )
      assert.equal((await hub.deployment('user'))?.metadata.generation, before?.metadata.generation)
    })

  it('what is kept is in a Secret, which an upgrade leaves as it is', async () => {
    const kept = await eventually('both calendars are kept', async () => {
      const text = await store()
      return /Midterm/.test(text) && /Practical/.test(text) ? text : undefined
    })
    assert.doesNotMatch(kept, /private-c0ffee|t0ken/)
    await release.upgrade({ ...values, nodeGracePeriod: 60 })
    assert.equal(await store(), kept)
  })

  it('a restart while neither can be read keeps the counts', async () => {
    const before = await Promise.all(['user', 'lab'].map((name) => hub.deployment(name)))
    for (const server of [main, lab]) server.answer((_, response) => response.writeHead(500).end())
    controller.kill('SIGTERM')
    await controller.exited
    controller = await release.start()
    const line = await controller.line('calendar failing')
    assert.match(String(line.because), /^calendar \(host .*HTTP 500.*; calendar practicals \(host .*HTTP 500/)
    assert.equal(line.goesOn, 'the last good copy goes on')
    assert.equal((await controller.get('/readyz')).status, 200)
    const { text } = await controller.get('/metrics')
    for (const name of ['calendar', 'calendar practicals']) {
      assert.match(text, new RegExp(`^warmseats_calendar_up\\{calendar="${name}"\\} 0$`, 'm'))
      const last = new RegExp(`^warmseats_calendar_last_success_timestamp_seconds\\{calendar="${name}"\\} (\\S+)$`, 'm')
      const age = Date.now() / 1000 - Number(last.exec(text)?.[1])
      assert.ok(age >= 0 && age < 600, `the copy of ${name} is ${age} s old`)
    }
    main.set({ ...midterm, description: 'user: 4' })
    await hub.reaches('user', 4)
    const labNow = await hub.deployment('lab')
    assert.deepEqual([labNow?.spec.replicas, labNow?.metadata.generation], [2, before[1]?.metadata.generation])
    assert.equal(before[0]?.spec.replicas, 3)
    assert.ok(
      !controller.lines.some(({ msg, to }) => msg.startsWith('placeholders') && to !== 4),
      'nothing fell in between',
    )
    assert.doesNotMatch(JSON.stringify(controller.lines), /private-c0ffee|t0ken/)
  })
})
