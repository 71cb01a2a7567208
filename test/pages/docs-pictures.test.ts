/** The pictures of docs/status-page.md: a day and a bad morning on the simulated cluster. `UPDATE_DOCS=1` takes them anew. */
import assert from 'node:assert/strict'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { readScenario } from '../../src/simulation/scenario/read.ts'
import { simulate } from '../../src/simulation/simulation.ts'
import { goodCalendar } from '../streams/support/inputs.ts'
import { startBrowser } from '../support/browser.ts'
import { several } from '../support/pod.ts'
import { serve, toldPage } from '../support/status-page.ts'
import { axeFaults } from './axe.ts'
import { open } from './support/browser-page.ts'

const { skip, browser } = await startBrowser()
after(() => browser?.close())

const DOCS = join(import.meta.dirname, '../../docs')
const IS_ANEW = process.env.UPDATE_DOCS === '1'

/** Two days of a course: the second class is 60 larger than it says, and the pool has no more nodes. */
const SCENARIO = `title: Two days
timezone: America/Los_Angeles
start: 2026-03-23 07:00
end: 2026-03-24 11:00
pools:
  user:
    node: {cpu: 8, memory: 60Gi, pods: 110}
    seat: {cpu: 200m, memory: 2Gi}
    boot: {min: 4m, max: 5m}
    maximum: 9
    there: 1
users:
  - {kind: burst, name: monday, pool: user, people: 150, at: "2026-03-23 08:55", over: 12m, until: "2026-03-23 10:30", within: 10m}
  - {kind: burst, name: noon, pool: user, people: 40, at: "2026-03-23 12:00", over: 2h, until: "2026-03-23 15:30", within: 30m}
  - {kind: burst, name: lab, pool: user, people: 80, at: "2026-03-23 14:55", over: 12m, until: "2026-03-23 17:00", within: 10m}
  - {kind: burst, name: night, pool: user, people: 12, at: "2026-03-23 18:00", over: 3h, until: "2026-03-23 23:30", within: 1h}
  - {kind: burst, name: early, pool: user, people: 18, at: "2026-03-24 07:40", over: 40m, until: "2026-03-24 10:50", within: 5m}
  - {kind: burst, name: tuesday, pool: user, people: 260, at: "2026-03-24 08:54", over: 9m, until: "2026-03-24 10:30", within: 5m}
calendar:
  events:
    - {title: Data 8 lecture, from: "2026-03-23 09:00", to: "2026-03-23 10:20", description: "user: {students: 160}"}
    - {title: Biology lab, from: "2026-03-23 15:00", to: "2026-03-23 17:00", description: "user: {students: 80}"}
    - {title: Data 100, from: "2026-03-24 09:00", to: "2026-03-24 10:20", description: "user: {students: 200}"}
    - {title: Biology lab, from: "2026-03-24 15:00", to: "2026-03-24 17:00", description: "user: {students: 80}"}
    - {title: Data 8 lecture, from: "2026-03-25 09:00", to: "2026-03-25 10:20", description: "user: {students: 160}"}
    - {title: Data 100, from: "2026-03-26 09:00", to: "2026-03-26 10:20", description: "user: {students: 200}"}
    - {title: Midterm, from: "2026-03-27 18:00", to: "2026-03-27 20:00", description: "user: {students: 240}"}
config:
  calendarTimezone: America/Los_Angeles
  nodePools:
    user:
      nodeSelector: {hub.jupyter.org/pool-name: user}
      resources: {requests: {memory: 58Gi}}
      seat: {requests: {cpu: 200m, memory: 2Gi}}
      pricePerNodeHour: 0.42
      replicas: 1
`

/** Also with classes that were; no cell is so high that its words were broken. */
async function fits(url: string): Promise<void> {
  assert.ok(browser)
  for (const width of [320, 375, 800, 1180]) {
    await using shown = await open(browser, url, { viewport: { width, height: 900 } })
    const { page } = shown
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), width)
    assert.equal(await page.locator('#classes tbody tr').count(), 2)
    // An unbroken title, as somebody may write one.
    await page.evaluate(`document.querySelector('#classes th.text').textContent = 'x'.repeat(300)`)
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), width)
    const highest = await page.evaluate<number>(
      `Math.max(...[...document.querySelectorAll('#classes thead th, #classes tr:last-child td')].map((one) => one.offsetHeight))`,
    )
    assert.ok(highest < 100, `${highest} pixels at a width of ${width}`)
  }
}

describe('the pictures of the status page', { skip }, () => {
  it('are there, and the page that they show is as they show it', async () => {
    assert.ok(browser)
    const { scenario } = await readScenario(SCENARIO, { readText: async (path) => Promise.reject(new Error(path)) })
    const { clock, happenings$, advance } = simulate(scenario)
    const state = {
      ...goodCalendar(...several(7, () => ({}))),
      health: { at: 'good' as const, readMs: scenario.startMs },
    }
    const heardMs = new Map<string, number>()
    const told = toldPage({
      calendars: () => [{ name: 'courses', state }],
      calendarsHeardMs: heardMs,
      now: () => clock.now(),
    })
    const life = happenings$.subscribe((happening) => {
      if (happening.type === 'outcome') told.page.outcome(happening.outcome)
      else told.step(happening.step)
    })
    await using server = await serve(told)
    const pictured = async (name: string, at: string, viewport: { width: number; height: number }, says: RegExp) => {
      await advance(Date.parse(`2026-03-24T${at}:00-07:00`))
      heardMs.set('courses', clock.now())
      await using shown = await open(browser, server.url, { viewport, deviceScaleFactor: viewport.width < 500 ? 2 : 1 })
      const { page } = shown
      assert.match(await page.locator('.verdict').innerText(), says)
      assert.deepEqual(await axeFaults(page), [])
      const path = join(DOCS, name)
      if (IS_ANEW) await page.screenshot({ path, clip: { x: 0, y: 0, ...viewport }, fullPage: true })
      assert.ok((await stat(path)).size > 10_000, name)
    }
    await pictured('status-page.png', '08:40', { width: 1180, height: 1900 }, /^All is well/)
    await pictured('status-page-phone.png', '09:04', { width: 390, height: 844 }, /people wait for a node/)
    await fits(server.url)
    life.unsubscribe()
  })
})
