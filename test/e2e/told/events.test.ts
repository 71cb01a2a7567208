/** Every Event of pools and of the release once, as `kubectl describe` finds it: docs/events.md. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { RELEASE_REASONS, type ReleaseReason } from '../../../src/domain/notices/reasons.ts'
import { type Cluster, controlPlane, eventually, startCluster } from '../../cluster/index.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../support/time.ts'
import { type CalendarServer, calendarServer } from '../support/calendar-server.ts'
import type { Controller } from '../support/controller.ts'
import { hubPlaceholders, remembers } from '../support/hub-placeholders.ts'
import { noteRefusal } from '../support/note-grants.ts'
import { install, type Release } from '../support/release.ts'
import { poolValues } from '../support/values.ts'
import { type World, world } from '../support/world.ts'

const { skip } = await controlPlane()

const LABELS = { app: 'node-placeholder-scaler', component: 'placeholder' }
/** Of the program before, as it left it. */
const OLD = {
  metadata: { name: 'old-placeholder' },
  spec: {
    replicas: 0,
    selector: { matchLabels: LABELS },
    template: { metadata: { labels: LABELS }, spec: { containers: [{ name: 'pause', image: 'pause' }] } },
  },
}

interface KubernetesEvent {
  readonly metadata: { readonly name: string }
  readonly reason: string
  readonly type: string
  readonly note: string
  readonly regarding: { readonly kind: string; readonly name: string; readonly uid: string }
  readonly reportingInstance: string
  readonly series?: { readonly count: number }
}

const from = (ms: number) => ({ from: new Date(Date.now() + ms), to: new Date(Date.now() + ms + HOUR) })

describe('Events, on a real control plane', { skip }, () => {
  let cluster: Cluster
  let hub: World
  let calendar: CalendarServer
  let release: Release
  let controller: Controller

  const pool = (name: string, more: object = {}) =>
    poolValues(name, { replicas: 1, maxPlaceholders: 6, seat: { requests: { memory: '4Gi' } }, ...more })
  const values = (pools: readonly string[], more: object = {}) => ({
    calendarUrl: calendar.url,
    calendarRefresh: 1,
    fallWindow: 1,
    nodePools: Object.fromEntries(pools.map((name) => [name, pool(name)])),
    ...more,
  })
  const all = async () => {
    const path = '/apis/events.k8s.io/v1/namespaces/hub/events'
    const { items } = (await cluster.request('GET', path)) as {
      items: (KubernetesEvent & { readonly reportingController?: string })[]
    }
    return items.filter((one) => one.reportingController === 'warmseats')
  }
  const told = (reason: ReleaseReason, note: RegExp, about = 'user-placeholder') =>
    eventually(
      `${reason} on ${about}`,
      async () =>
        (await all()).find((one) => one.reason === reason && one.regarding.name === about && note.test(one.note)),
      { withinMs: 30_000 },
    )

  before(async () => {
    cluster = await startCluster()
    hub = world(cluster)
    await hub.node('user-1')
    calendar = await calendarServer()
    await cluster.kubectl(['create', 'namespace', 'hub'])
    await cluster.request('POST', '/apis/apps/v1/namespaces/hub/deployments', OLD)
    release = await install({ cluster, helm: 4, values: values(['user', 'lab', 'old']) })
    controller = await release.start()
    await hub.reaches('user', 1, 60_000)
  })
  after(async () => {
    await release?.stop()
    await calendar?.close()
    await cluster?.stop()
  })

  it('a Deployment that is made has its Event, where describe finds it', async () => {
    await told('Created', /^\d placeholders?: /)
    const described = await eventually('describe to show it', async () => {
      const text = await cluster.kubectl(['describe', '--namespace=hub', 'deployment', 'user-placeholder'])
      return /Normal +Created .* warmseats +\d placeholder/.test(text) && text
    })
    assert.match(described, /Annotations: /)
  })

  it('the Deployment of the program before is taken over', async () => {
    await told('TakenOver', /^old-placeholder: /, 'warmseats-state')
  })

  it('a class has its verdict', async () => {
    calendar.set({ title: 'Morning', ...from(-50 * MINUTE), description: 'user: {students: 8}' })
    const { type } = await told('ClassOver', /Morning: nobody of 8 came/)
    assert.equal(type, 'Normal')
  })

  it('an event scales, and one that asks for too much does not fit', async () => {
    calendar.set(
      { title: 'Now', ...from(-MINUTE), description: 'user: 3' },
      { title: 'Lecture', ...from(2 * DAY), description: 'user: {students: 400}' },
    )
    await told('Scaled', /^\d to 3: .*Now/)
    const { type } = await told('DoesNotFit', /^"Lecture", .* of 400 will wait for a node$/)
    assert.equal(type, 'Warning')
  })

  it('who scales it by hand is undone, and after a few times left alone', async () => {
    const scale = (count: number) =>
      cluster.kubectl(['scale', '--namespace=hub', 'deployment/user-placeholder', `--replicas=${count}`])
    for (const count of [4, 5, 4]) {
      await scale(count)
      await hub.reaches('user', 3)
    }
    await scale(5)
    await told('Healed', /^\d to 3: .*warmseats\.io\/at-least="\d until 18:00"$/)
    await told('HeldBack', /keeps changing it; not undone again for 1 min; to ask for more/)
  })

  it('a calendar that cannot be read, and can again', async () => {
    const { text } = calendar
    calendar.answer((_, response) => response.writeHead(500).end())
    await told('CalendarUnreadable', /HTTP 500.*; the last good copy goes on$/, 'warmseats-state')
    calendar.answer((_, response) => response.writeHead(200, { 'content-type': 'text/calendar' }).end(text))
    await told('CalendarReadable', /^calendars can be read again$/, 'warmseats-state')
  })

  it('a config that is refused, and accepted again', async () => {
    await release.write('nodePools: [')
    await told('ConfigRefused', /^the config is refused, the last good one goes on: /, 'warmseats-state')
    await release.upgrade(values(['user', 'lab', 'old'], { nodeGracePeriod: 61 }))
    await told('ConfigAccepted', /good again/, 'warmseats-state')
  })

  it('a pool that leaves, and is removed', async () => {
    await release.upgrade(values(['user', 'old'], { fallWindow: 3 }))
    await told('PoolLeaving', /removed after `fallWindow` \(3 s\); name the pool again/, 'lab-placeholder')
    await told('PoolRemoved', /^lab-placeholder: pool lab is no longer in the config$/, 'warmseats-state')
  })

  it('what was lent has its count again', async () => {
    const placeholders = await hubPlaceholders(cluster, 'user', 0)
    const nodePools = {
      user: pool('user'),
      old: pool('old'),
      lent: { nodeSelector: { 'hub.jupyter.org/pool-name': 'lent' }, holdBy: 'statefulset', replicas: 1 },
    }
    await release.upgrade(values([], { nodePools, fallWindow: 3 }))
    await placeholders.reaches(1)
    // By it the chart knows that the right is needed until the count is back.
    await remembers(cluster, 0)
    await release.upgrade(values(['user', 'old'], { fallWindow: 3 }))
    await told('GivenBack', /0/)
    await placeholders.reaches(0)
  })

  it('what comes again is a count on its Event', async () => {
    calendar.answer((_, response) => response.writeHead(500).end())
    await controller.line('calendar failing', ({ because }) => /500/.test(String(because)), controller.lines.length)
    const counted = await eventually(
      'the count to be written',
      async () => {
        // A count that was put off is written with the next decision.
        await hub.annotate(
          'old',
          `warmseats.io/at-least=${1 + (Math.floor(Date.now() / SECOND) % 5)} until ${inAnHour()}`,
        )
        return (await all()).find(({ reason, series }) => reason === 'CalendarUnreadable' && series)
      },
      { withinMs: 90_000, everyMs: 500 },
    )
    assert.equal(counted.series?.count, 2)
    const text = await cluster.kubectl(['describe', '--namespace=hub', 'configmap', 'warmseats-state'])
    assert.match(text, /Warning +CalendarUnreadable +.*\(x2 over /)
  })

  it('a restart repeats none of what is so still', async () => {
    const standing = async () =>
      (await all())
        .filter(({ reason }) => ['CalendarUnreadable', 'DoesNotFit'].includes(reason))
        .map(({ metadata, note, series }) => `${metadata.name} ${note} ${series?.count ?? 1}`)
    const before = await standing()
    controller.kill('SIGTERM')
    await controller.exited
    controller = await release.start('next')
    await controller.line('calendar failing')
    await controller.line('leading')
    await hub.annotate('old', `warmseats.io/at-least=6 until ${inAnHour()}`)
    // It comes after all of these would have been told.
    await eventually('the next one to tell', async () =>
      (await all()).some(({ reportingInstance, reason }) => reportingInstance === 'next' && reason === 'Scaled'),
    )
    assert.deepEqual(await standing(), before)
  })

  it('a template that changes, and labels that do', async () => {
    const smaller = pool('old', { resources: { requests: { memory: '20Gi' } } })
    await release.upgrade(values([], { nodePools: { user: pool('user'), old: smaller } }))
    await told('Changed', /^\d (as before|to \d): /, 'old-placeholder')
    await release.upgrade(values(['user', 'old'], { placeholderPodLabelSelector: 'app=warm' }))
    await told('Replaced', /^old-placeholder: its labels changed/, 'warmseats-state')
    await eventually('it is made anew', async () => (await hub.deployment('old')) !== undefined)
  })

  it('a write that is refused, with the rule that is missing', async () => {
    const path = '/apis/rbac.authorization.k8s.io/v1/namespaces/hub/roles/warmseats'
    const { rules } = (await cluster.request('GET', path)) as {
      rules: { readonly resources: readonly string[]; readonly verbs: readonly string[] }[]
    }
    const without = rules.map((rule) =>
      rule.resources.includes('deployments') ? { ...rule, verbs: ['list', 'watch'] } : rule,
    )
    noteRefusal(cluster, 'patch deployments.apps')
    await cluster.request('PATCH', path, { rules: without })
    await eventually('a write that is refused', async () => {
      await hub.annotate('old', `warmseats.io/at-least=${1 + (Date.now() % 5)} until ${inAnHour()}`)
      // A policy of the release may have refused one before: it takes a moment to know changed labels.
      return (await all()).some(({ reason, note }) => reason === 'NotWritten' && note.startsWith('missing RBAC'))
    })
    await told(
      'NotWritten',
      /^missing RBAC: .*grant apiGroups \["apps"\] resources \["deployments"\]/,
      'old-placeholder',
    )
    await cluster.request('PATCH', path, { rules })
  })

  it('these were all that there are, each as the catalogue has it, and none names a user', async () => {
    const events = await all()
    const reasons = new Set(events.map(({ reason }) => reason))
    assert.deepEqual([...reasons].toSorted(), Object.keys(RELEASE_REASONS).toSorted())
    for (const { reason, type, regarding, note } of events) {
      const { types, on } = RELEASE_REASONS[reason as ReleaseReason]
      assert.ok((types as readonly string[]).includes(type), `${reason} is ${type}`)
      assert.ok(on.includes(regarding.kind), `${reason} is on a ${regarding.kind}`)
      assert.doesNotMatch(note, /jupyter-/)
    }
    // One more may be written between the two looks.
    await eventually('kubectl to select them', async () => {
      const selected = await cluster.kubectl([
        ...['get', 'events', '--namespace=hub', '--field-selector=reportingComponent=warmseats', '--output=name'],
      ])
      return selected.trim().split('\n').length === (await all()).length
    })
  })
})

const inAnHour = () => new Date(Date.now() + 3600 * SECOND).toISOString()
