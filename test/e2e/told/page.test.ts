/** Four bad mornings on the real control plane, as whoever is on call sees them: colour, sentence, what can be done, and a picture. */
import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Snapshot } from '../../../src/domain/snapshot/snapshot.ts'
import type { Verdict } from '../../../src/domain/snapshot/verdict.ts'
import { iconOf } from '../../../src/server/page/icon.ts'
import { type Cluster, controlPlane, eventually, mostAllocated, startCluster } from '../../cluster/index.ts'
import { axeFaults } from '../../pages/axe.ts'
import { open } from '../../pages/support/browser-page.ts'
import { startBrowser } from '../../support/browser.ts'
import { several } from '../../support/pod.ts'
import { DAY, MINUTE } from '../../support/time.ts'
import { type CalendarServer, calendarServer } from '../support/calendar-server.ts'
import type { Controller } from '../support/controller.ts'
import { install, type Release } from '../support/release.ts'
import { type World, world } from '../support/world.ts'

const plane = await controlPlane()
const { skip: noBrowser, browser } = await startBrowser()
after(() => browser?.close())

/** A node is a seat. */
const SEAT = { memory: '14Gi' }
const NODE = { cpu: '8', memory: '16Gi' }
const NEVER = 'never-preempts'
const PICTURES = join(import.meta.dirname, '../../../.cache/pages')

const poolOf = (name: string, replicas: number) => ({
  nodeSelector: { 'hub.jupyter.org/pool-name': name },
  resources: { requests: SEAT },
  seat: { requests: SEAT },
  replicas,
})

describe('the page on a real control plane', { skip: plane.skip || noBrowser }, () => {
  let cluster: Cluster
  let hub: World
  let calendar: CalendarServer
  let release: Release
  let controller: Controller

  before(async () => {
    cluster = await startCluster({
      scheduler: mostAllocated,
      karpenter: {
        bootDelay: '60s',
        pools: { user: NODE, lab: { ...NODE, limitNodes: 1 }, held: { ...NODE, limitNodes: 1 } },
      },
    })
    hub = world(cluster)
    await cluster.request('POST', '/apis/scheduling.k8s.io/v1/priorityclasses', {
      metadata: { name: NEVER },
      value: 0,
      preemptionPolicy: 'Never',
    })
    const [from, to] = [new Date(Date.now() + DAY), new Date(Date.now() + DAY + 60 * MINUTE)]
    calendar = await calendarServer({ title: 'Tomorrow', from, to, description: 'user: 2' })
    calendar.answer((_request, response) => response.writeHead(500).end())
    const nodePools = { user: poolOf('user', 1), lab: poolOf('lab', 0), held: poolOf('held', 1) }
    const values = { calendarUrl: calendar.url, calendarRefresh: 2, fallWindow: 0, nodePools }
    release = await install({ cluster, helm: 4, values })
    controller = await release.start()
    await controller.line('leading')
    await mkdir(PICTURES, { recursive: true })
  })
  after(async () => {
    await release?.stop()
    await calendar?.close()
    await cluster?.stop()
  })

  /** Waits until the program says so, then looks at its page. */
  async function looks(name: string, state: Verdict['state'], says: RegExp, copy?: RegExp) {
    assert.ok(browser)
    let last = ''
    await eventually(
      `the verdict of ${name}`,
      async () => {
        const { verdict } = JSON.parse((await controller.get('/status.json')).text) as Snapshot
        last = `${verdict.state}: ${verdict.text}`
        return verdict.state === state && says.test(verdict.text)
      },
      { withinMs: 4 * MINUTE },
    ).catch((error: Error) => assert.fail(`${error.message}; the last one was ${last}`))
    await using shown = await open(browser, controller.url)
    const { page } = shown
    await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true })
    assert.equal(await page.locator('#top').getAttribute('class'), state)
    assert.match(await page.locator('.verdict').innerText(), says)
    assert.equal(await page.locator('link[rel=icon]').getAttribute('href'), iconOf(state))
    const copies = await page.locator('.doings code').allInnerTexts()
    if (copy)
      assert.ok(
        copies.some((one) => copy.test(one)),
        copies.join('\n'),
      )
    assert.equal(await page.locator('.pictures svg[role=img]').count(), 6, 'each pool with its day and its week')
    assert.deepEqual([await axeFaults(page), await shown.complaints()], [[], []])
  }
  const come = (pool: string, names: readonly string[], more: { readonly priorityClass?: string } = {}) =>
    Promise.all(names.map((name) => hub.user(name, { pool, ...SEAT, ...more })))
  const leave = (names: readonly string[]) => Promise.all(names.map((name) => hub.leave(name)))

  it('the calendar cannot be read, and never was', () =>
    looks(
      'calendar-down',
      'bad',
      /^One problem: calendar \(host .*500.*there is no good copy yet/,
      /^warmseats doctor/,
    ))

  it('all is well once it can be, and each placeholder has its node', async () => {
    calendar.set()
    await looks('well', 'well', /^All is well: 2 placeholders wanted and on nodes/)
  })

  it('nobody wrote the event: one sits at once, and a node boots for the other', async () => {
    const people = several(2, (n) => `walk-in-${n}`)
    await come('user', people)
    await looks(
      'not-announced',
      'warning',
      /^1 person waits for a node, .* 1 node boots, with 1 seat, .*: no event announces them\.$/,
      /^warmseats hold user --students 1/,
    )
    await leave(people)
  })

  it('the pool is at its maximum: in the words of Karpenter', async () => {
    const people = several(3, (n) => `lab-${n}`)
    await come('lab', people)
    await looks('at-its-maximum', 'bad', /people wait for a node, the longest for .*, and no node is on its way/)
    await leave(people)
  })

  it('users cannot take the place of placeholders', async () => {
    const people = several(2, (n) => `never-${n}`)
    await come('held', people, { priorityClass: NEVER })
    await looks(
      'cannot-preempt',
      'bad',
      /2 people wait for a node, .*no node is on its way for them: users cannot take the place of 1 placeholder/,
    )
    await leave(people)
  })
})
