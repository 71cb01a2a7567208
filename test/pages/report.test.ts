/** The report of `warmseats simulate --output html`, opened as the file that it is. */
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { simulate } from '../../src/commands/simulate.ts'
import { SHIPPED } from '../simulation/scenario/support.ts'
import { startBrowser } from '../support/browser.ts'
import { type Opened, open } from './support/browser-page.ts'

const { skip, browser } = await startBrowser()

describe('the report of a simulation in a browser', { skip }, () => {
  let folder: string
  let url: string
  const opened = (options: Parameters<typeof open>[2] = {}): Promise<Opened> => {
    assert.ok(browser)
    return open(browser, url, options)
  }
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'warmseats-report-'))
    const file = join(folder, 'report.html')
    const scenario = fileURLToPath(new URL('lecture-350.yaml', SHIPPED))
    await writeFile(file, await simulate({ scenario, compare: 'none', output: 'html' }))
    url = pathToFileURL(file).href
  })
  after(async () => {
    await browser?.close()
    await rm(folder, { recursive: true })
  })

  it('opens from the disk without a complaint, with three charts a policy', async () => {
    await using shown = await opened()
    const { page } = shown
    assert.equal(await page.locator('.policy').count(), 2)
    assert.equal(await page.locator('svg').count(), 6)
    const sizes = await page.evaluate<number[]>(
      `[...document.querySelectorAll('svg')].map((one) => one.getBBox().width)`,
    )
    assert.ok(
      sizes.every((width) => width > 200),
      `something is drawn: ${sizes}`,
    )
    assert.match(await page.locator('.verdict').innerText(), /With Warmseats 0 of \d+ people waited longer/)
    assert.deepEqual(await shown.complaints(), [])
  })

  it('reads out the numbers under the pointer, of all policies', async () => {
    await using shown = await opened()
    const { page } = shown
    const readouts = page.locator('.readout')
    assert.match(await readouts.first().innerText(), /Point at a chart/)
    await page.locator('svg').first().hover()
    for (const text of await readouts.allInnerTexts()) assert.match(text, /^\d\d:\d\d .*\d+ at work · .*\d+ seats/)
    assert.deepEqual(await shown.complaints(), [])
  })

  for (const colorScheme of ['light', 'dark'] as const)
    it(`can be read in ${colorScheme}`, async () => {
      await using shown = await opened({ colorScheme })
      assert.deepEqual(await shown.pale(), [])
      const paper = await shown.page.evaluate<string>('getComputedStyle(document.body).backgroundColor')
      const [red = 0] = (/\d+/.exec(paper) ?? []).map(Number)
      assert.equal(red < 60, colorScheme === 'dark', paper)
      const text = await shown.page.evaluate<string>(`getComputedStyle(document.querySelector('svg text')).fill`)
      const [ink = 0] = (/\d+/.exec(text) ?? []).map(Number)
      assert.ok(colorScheme === 'dark' ? ink > 120 : ink < 120, `the charts' own text: ${text}`)
    })
})
