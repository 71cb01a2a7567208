/** The pictures of pages that README and documents show: of what the product shows, on a day that is played. */
import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { simulate } from '../../src/commands/simulate.ts'
import { pathOf, read } from '../docs/support.ts'
import { CAMPUS } from '../domain/trial/support.ts'
import { startBrowser } from '../support/browser.ts'
import { stepAt } from '../support/snapshot.ts'
import { serve, toldPage } from '../support/status-page.ts'
import { playMorning } from './played-morning.ts'
import { open } from './support/browser-page.ts'
import { keepsPicture, STILL } from './support/screenshot.ts'

const { skip, browser } = await startBrowser()

/** Each is told where the page is, and opens it. */
type Show = (open: (url: string) => Promise<Page>) => Promise<void>

const PICTURES: Readonly<Record<string, Show>> = {
  /** Nobody wrote the event, and the pool cannot have as many nodes as the people who come need. */
  'docs/pictures/waiting.png': async (opened) => {
    using told = await playMorning({ announced: undefined, people: 281, maximum: 12, boot: '{min: 4m, max: 5m}' })
    await told.lookAt('09:02')
    await using server = await serve(told)
    const page = await opened(server.url)
    assert.match(await page.title(), /wait/)
    await keepsPicture('docs/pictures/waiting.png', page, 560)
  },

  'docs/pictures/try.png': async (opened) => {
    const told = toldPage()
    told.step(stepAt('09:00', CAMPUS))
    await using server = await serve(told)
    const page = await opened(`${server.url}try`)
    await page.getByLabel('Description').fill('user: 120 students')
    await page.getByLabel('Title').fill('Data 8')
    await page.getByLabel('Date').fill('2026-03-24')
    await page.getByLabel('Begins').fill('10:00')
    await page.getByLabel('Ends').fill('11:00')
    await page.getByRole('button', { name: 'See what it will do' }).click()
    await page.locator('.verdict').waitFor()
    await keepsPicture('docs/pictures/try.png', page, 1240)
  },

  'docs/pictures/report.png': async (opened) => {
    const folder = await mkdtemp(join(tmpdir(), 'warmseats-picture-'))
    const file = join(folder, 'report.html')
    const scenario = pathOf('examples/scenarios/lecture-350.yaml')
    await writeFile(file, await simulate({ scenario, compare: 'none', output: 'html' }))
    await keepsPicture('docs/pictures/report.png', await opened(pathToFileURL(file).href))
    await rm(folder, { recursive: true })
  },
}

describe('a picture in the documents', { skip }, () => {
  after(() => browser?.close())

  for (const [file, show] of Object.entries(PICTURES))
    it(`${file} is of the page as it is`, async () => {
      assert.ok(browser)
      await using stack = new AsyncDisposableStack()
      const shown = browser
      await show(async (url) => stack.use(await open(shown, url, STILL)).page)
    })

  it('is one of these: none is made by hand, and each is shown', () => {
    const kept = globSync('docs/pictures/*', { cwd: pathOf('.') }).toSorted()
    assert.deepEqual(kept, Object.keys(PICTURES).toSorted())
    const pages = globSync(['README.md', 'docs/*.md'], { cwd: pathOf('.') })
      .map(read)
      .join('\n')
    assert.deepEqual(
      kept.filter((file) => !pages.includes(file.replace('docs/', ''))),
      [],
    )
  })
})
