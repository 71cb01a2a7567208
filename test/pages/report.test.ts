/** The reports of `warmseats simulate --output html`, opened as the files that they are. */
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import { NONE, WARMSEATS } from '../../src/simulation/policies/policy.ts'
import { htmlReport } from '../../src/simulation/report/html.ts'
import type { Rehearsal } from '../../src/simulation/scenario/read.ts'
import { played } from '../simulation/kept/kept.ts'
import { shipped } from '../simulation/scenario/support.ts'
import { startBrowser } from '../support/browser.ts'
import { axeFaults } from './axe.ts'
import { type Opened, open } from './support/browser-page.ts'

const { skip, browser } = await startBrowser()

const MALICE = '<script>document.title = "broken"</script><img src=x onerror="document.title = 1">'
const PHONE = { viewport: { width: 400, height: 800 } }

/** A lecture, and three days of the week, whose classes have titles that would run if they were not text. */
async function rehearsals(): Promise<Readonly<Record<string, Rehearsal>>> {
  const lecture = await shipped('lecture-350')
  const { scenario, events, ...week } = await shipped('week')
  const malicious = events.map((event) => ({ ...event, title: `${MALICE} ${event.title}` }))
  const endMs = scenario.startMs + 3 * 24 * 3_600_000
  return { lecture, week: { ...week, title: MALICE, events: malicious, scenario: { ...scenario, endMs } } }
}

describe('the report of a simulation in a browser', { skip }, () => {
  let folder: string
  const opened = (name: string, options: Parameters<typeof open>[2] = {}): Promise<Opened> => {
    assert.ok(browser)
    return open(browser, pathToFileURL(join(folder, `${name}.html`)).href, options)
  }
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'warmseats-report-'))
    for (const [name, rehearsal] of Object.entries(await rehearsals())) {
      const outcomes = [await played(rehearsal.scenario, WARMSEATS), await played(rehearsal.scenario, NONE)]
      await writeFile(join(folder, `${name}.html`), htmlReport(rehearsal, outcomes))
    }
  })
  after(async () => {
    await browser?.close()
    await rm(folder, { recursive: true })
  })

  it('opens from the disk without a complaint, with a chart a policy', async () => {
    await using shown = await opened('lecture')
    const { page } = shown
    assert.equal(await page.locator('.policy').count(), 2)
    const sizes = await page.evaluate<number[]>(
      `[...document.querySelectorAll('svg')].map((one) => one.getBBox().width)`,
    )
    assert.equal(sizes.length, 2)
    assert.ok(
      sizes.every((width) => width > 200),
      `something is drawn: ${sizes}`,
    )
    assert.match(await page.locator('.verdict').innerText(), /With Warmseats 0 of \d+ people waited longer/)
    assert.deepEqual(await shown.complaints(), [])
  })

  it('of days each chart is as wide as the page, days and classes by their names, one time for all', async () => {
    await using shown = await opened('week', { viewport: { width: 1400, height: 900 } })
    const { page } = shown
    const [first, second] = await page.locator('.policy svg').all()
    assert.ok(first && second)
    const [above, below] = [await first.boundingBox(), await second.boundingBox()]
    assert.ok(above && below && above.width > 1200 && above.y + above.height <= below.y && above.x === below.x)
    const texts = await first.locator('text').allTextContents()
    for (const day of ['Mon 23 Mar', 'Tue 24 Mar', 'Wed 25 Mar']) assert.ok(texts.includes(day), day)
    assert.equal(texts.filter((text) => text.startsWith('<script>')).length, 6, 'two classes a day')
    assert.equal(await page.title(), MALICE)
    assert.deepEqual(await shown.complaints(), [])
  })

  it('tells of each class what became of it, and its money', async () => {
    await using shown = await opened('week')
    const table = shown.page.locator('table[aria-label="What became of its classes"]')
    assert.equal(await table.locator('tbody tr').count(), 6)
    const heads = await table.locator('thead th').allInnerTexts()
    for (const head of ['announced', 'came', 'waited more than 30 s', 'cost', 'what would have helped'])
      assert.ok(heads.includes(head), head)
    assert.match(
      await shown.page.locator('.verdict').innerText(),
      /In money that is \d+\.\d\d; without placeholders \d/,
    )
  })

  it('reads out the numbers under the pointer, of all policies', async () => {
    await using shown = await opened('lecture')
    const { page } = shown
    const readouts = page.locator('.readout')
    assert.match(await readouts.first().innerText(), /Point at a chart/)
    await page.locator('svg').first().hover()
    for (const text of await readouts.allInnerTexts()) assert.match(text, /^\d\d:\d\d .*\d+ at work · .*\d+ seats/)
    assert.deepEqual(await shown.complaints(), [])
  })

  for (const name of ['lecture', 'week'])
    for (const colorScheme of ['light', 'dark'] as const)
      it(`${name}: can be read in ${colorScheme}`, async () => {
        await using shown = await opened(name, { colorScheme })
        assert.deepEqual(await shown.pale(), [])
        const paper = await shown.page.evaluate<string>('getComputedStyle(document.body).backgroundColor')
        const [red = 0] = (/\d+/.exec(paper) ?? []).map(Number)
        assert.equal(red < 60, colorScheme === 'dark', paper)
        const text = await shown.page.evaluate<string>(`getComputedStyle(document.querySelector('svg text')).fill`)
        const [ink = 0] = (/\d+/.exec(text) ?? []).map(Number)
        assert.ok(colorScheme === 'dark' ? ink > 120 : ink < 120, `the charts' own text: ${text}`)
      })

  for (const name of ['lecture', 'week']) {
    it(`${name}: axe finds nothing, wide and on a phone, all tables open`, async () => {
      for (const options of [{}, PHONE]) {
        await using shown = await opened(name, options)
        await shown.page.evaluate(`document.querySelectorAll('details').forEach((one) => { one.open = true })`)
        assert.deepEqual(await axeFaults(shown.page), [])
      }
    })

    it(`${name}: on a phone nothing but charts and tables is wider than it, and these are scrolled by keyboard`, async () => {
      await using shown = await opened(name, PHONE)
      const { page } = shown
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 400)
      const table = page.getByRole('region', { name: 'In numbers' })
      await table.focus()
      await page.keyboard.press('ArrowRight')
      await page.waitForFunction('document.activeElement.scrollLeft > 0')
    })

    it(`${name}: says all of it without JavaScript`, async () => {
      await using shown = await opened(name, { javaScriptEnabled: false })
      const { page } = shown
      assert.equal(await page.locator('.policy svg[role=img]').count(), 2)
      assert.match(
        String(await page.locator('.policy svg').first().getAttribute('aria-label')),
        /^Warmseats, .* to .*: at most \d+ at work \(.*\), \d+ seats ready \(.*\), \d+ nodes \(.*\).*; the longest wait was /,
      )
      assert.equal(
        await page.locator('.readout').first().isVisible(),
        false,
        'nothing promises what only a script does',
      )
      assert.ok((await page.locator('details').count()) >= 2)
    })
  }
})
