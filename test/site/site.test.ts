/** The site as its readers have it: built without a network, and opened in a real browser that has none either. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { BrowserContextOptions } from 'playwright-core'
import { axeFaults } from '../pages/axe.ts'
import { startBrowser } from '../support/browser.ts'
import { buildSite, siteIsMissing, typesOfSite } from './support/built-site.ts'
import { deadLinks } from './support/dead-links.ts'
import { type OpenedSite, openSite } from './support/opened-site.ts'
import { type ServedSite, serveSite } from './support/served-site.ts'

const skip = siteIsMissing()
const { skip: noBrowser, browser } = await startBrowser()
const PHONE = { viewport: { width: 390, height: 844 } }

describe('the site', { skip }, () => {
  let folder: string
  let pages: readonly string[]
  let served: ServedSite
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'warmseats-site-'))
    await buildSite(folder)
    served = await serveSite(folder)
    pages = globSync('**/*.html', { cwd: folder }).filter((page) => page !== '404.html')
  })
  after(async () => {
    await browser?.close()
    await served[Symbol.asyncDispose]()
    await rm(folder, { recursive: true })
  })

  it('has a config that is typed', () => typesOfSite())

  it('has each document as a page, and nothing else', () => {
    const documents = globSync(['*.md', 'docs/**/*.md'], { cwd: join(import.meta.dirname, '../..') })
    assert.equal(pages.length, documents.length)
  })

  it('links to pages and headings that are there', () => {
    const texts = new Map(pages.map((page) => [`/${page}`, readFileSync(join(folder, page), 'utf8')]))
    assert.deepEqual(deadLinks(texts), [])
  })

  describe('in a browser', { skip: noBrowser }, () => {
    const opened = (path: string, options: BrowserContextOptions = {}): Promise<OpenedSite> => {
      assert.ok(browser)
      return openSite({ browser, origin: served.origin }, path, options)
    }
    const isSound = async (site: OpenedSite) => {
      assert.deepEqual([await site.complaints(), site.elsewhere], [[], []])
    }

    it('begins with what it is, a picture and two commands', async () => {
      await using site = await opened('/')
      const { page } = site
      assert.match(await page.locator('h1').innerText(), /^Warmseats/)
      const width = await page.evaluate<number>(`document.querySelector('.vp-doc img').naturalWidth`)
      assert.ok(width > 300, `the picture is shown: ${width}`)
      const commands = (await page.locator('.vp-doc pre').allInnerTexts()).join('\n')
      assert.match(commands, /^npm ci && npm run demo$/m)
      assert.match(commands, /^helm install warmseats /m)
      await isSound(site)
    })

    it("fits a phone's width, page by page", async () => {
      await using site = await opened('/', { ...PHONE, javaScriptEnabled: false })
      for (const path of pages) {
        await site.page.goto(`${served.origin}/${path}`, { waitUntil: 'load' })
        const width = await site.page.evaluate<number>('document.documentElement.scrollWidth')
        assert.equal(width, PHONE.viewport.width, `${path} scrolls sideways`)
      }
      assert.deepEqual(site.elsewhere, [])
    })

    // Text, commands, values, tables and pictures: what there is on pages.
    for (const path of ['/', '/calendars.html'])
      for (const colorScheme of ['light', 'dark'] as const)
        it(`${path} can be read by everybody, in ${colorScheme}`, async () => {
          await using site = await opened(path, { ...PHONE, colorScheme })
          const [red = 0] = await site.page.evaluate<number[]>(
            `/\\d+/.exec(getComputedStyle(document.body).backgroundColor).map(Number)`,
          )
          assert.equal(red < 60, colorScheme === 'dark', `${red}`)
          assert.deepEqual(await axeFaults(site.page), [])
          await isSound(site)
        })

    it('is searched without a mouse and without a service', async () => {
      await using site = await opened('/')
      const { page } = site
      await page.getByRole('button', { name: 'Search' }).waitFor()
      await page.keyboard.press('/')
      await page.getByRole('searchbox').waitFor()
      await page.keyboard.type('scale the deployment by hand')
      await page.getByRole('option').first().waitFor()
      assert.deepEqual(await axeFaults(page), [])
      await page.keyboard.press('Enter')
      await page.waitForURL('**/by-hand.html*')
      await isSound(site)
    })

    it('has its pages in a menu that a keyboard opens on a phone', async () => {
      await using site = await opened('/', PHONE)
      const { page } = site
      const menu = page.getByRole('button', { name: 'Menu', exact: true })
      await menu.focus()
      await page.keyboard.press('Enter')
      const link = page.getByRole('link', { name: 'Calendars', exact: true })
      await link.focus()
      await page.keyboard.press('Enter')
      await page.waitForURL('**/calendars.html')
      await isSound(site)
    })

    it('is whole without JavaScript: all that is written, and the way to all pages', async () => {
      await using site = await opened('/calendars.html', { ...PHONE, javaScriptEnabled: false })
      const { page } = site
      assert.match(await page.locator('main').innerText(), /Whoever may write into a calendar/)
      const text = page.locator('main')
      const link = page.getByRole('link', { name: 'Status page', exact: true })
      const [above, below] = [await text.boundingBox(), await link.boundingBox()]
      assert.ok(above && below && below.y >= above.y + above.height, 'pages are listed below the text')
      const dead = await page.evaluate<string[]>(
        `[...document.querySelectorAll('button')].filter((one) => one.checkVisibility()).map((one) => one.outerHTML)`,
      )
      assert.deepEqual(dead, [], 'a button that does nothing')
      await link.click()
      await page.waitForURL('**/status-page.html')
    })
  })
})
