/** `/try` as an instructor uses it: the real server, a real browser, and texts that mean harm. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { CAMPUS } from '../domain/trial/support.ts'
import { startBrowser } from '../support/browser.ts'
import { stepAt } from '../support/snapshot.ts'
import { type Served, serve, toldPage } from '../support/status-page.ts'
import { axeFaults } from './axe.ts'
import { type Opened, open } from './support/browser-page.ts'
import { MALICE } from './support/played-page.ts'

const { skip, browser } = await startBrowser()

const HOSTILE = [
  `${MALICE}</textarea><script>document.title = "broken"</script>`,
  '"><svg onload="document.title = 1">',
  '\u202e\u2066students: 5\u200b\u00ad',
  "user: {students: '<img src=x onerror=alert(1)>'}",
  'lab: 2',
]

describe('/try in a browser', { skip }, () => {
  let server: Served
  const opened = (options: Parameters<typeof open>[2] = {}): Promise<Opened> => {
    assert.ok(browser)
    return open(browser, `${server.url}try`, options)
  }
  const send = async (page: Page, text: string, title = 'Data 8') => {
    await page.getByLabel('Description').fill(text)
    await page.getByLabel('Title').fill(title)
    await page.getByLabel('Date').fill('2026-03-24')
    await page.getByLabel('Begins').fill('10:00')
    await page.getByLabel('Ends').fill('11:00')
    await page.getByRole('button', { name: 'See what it will do' }).click()
    await page.locator('#top').waitFor()
  }
  before(async () => {
    const told = toldPage()
    const malicious = { title: MALICE, from: '10:00', to: '11:00', asks: { lab: { students: 10 } } }
    told.step(stepAt('09:00', { ...CAMPUS, events: [...(CAMPUS.events ?? []), malicious] }))
    server = await serve(told)
  })
  after(async () => {
    await browser?.close()
    await server?.close()
  })

  it('is reached from the status page, and answers without any script', async () => {
    await using shown = await opened({ javaScriptEnabled: false })
    const { page } = shown
    await page.goto(server.url)
    await page.getByRole('link', { name: "Try an event's text" }).click()
    await page.getByLabel('Pool').selectOption('user')
    await send(page, 'students: 120')
    assert.match(await page.locator('#pool-user').innerText(), /120 seats → 8 placeholders → 8 nodes/)
    assert.match(await page.locator('.verdict').innerText(), /not all of it counts as it is written/)
    assert.equal(await page.getByLabel('Description').inputValue(), 'students: 120', 'to be mended where it stands')
    assert.equal(await page.locator('#pool').inputValue(), 'user')
    assert.ok(page.url().endsWith('/try#top'), 'nothing of it is in the address')
  })

  it('shows hostile text as text: nothing of it runs, loads or leads elsewhere', async () => {
    await using shown = await opened()
    const { page } = shown
    await send(page, HOSTILE.join('\n'), MALICE)
    assert.equal(await page.title(), 'Try an event · Warmseats in hub')
    assert.equal(await page.locator('script, img, main a').count(), 0)
    assert.equal(await page.locator('svg').count(), 1)
    assert.equal(await page.getByLabel('Description').inputValue(), HOSTILE.join('\n'), 'as it was typed')
    assert.match(await page.locator('dl').first().innerText(), /<script>document\.title/)
    assert.deepEqual(await shown.complaints(), [])
  })

  it('answers a text of a megabyte with a sentence', async () => {
    await using shown = await opened()
    const { page } = shown
    await page.evaluate(`document.getElementById('text').value = 'students: 5 '.repeat(90000)`)
    await page.getByRole('button', { name: 'See what it will do' }).click()
    assert.match(await page.locator('.verdict').innerText(), /^This is too long/)
  })

  for (const colorScheme of ['light', 'dark'] as const)
    it(`can be read and used by everybody in ${colorScheme}`, async () => {
      await using shown = await opened({ colorScheme })
      assert.deepEqual(await axeFaults(shown.page), [])
      await send(shown.page, `user: {students: 180}\nlab: 2\n${HOSTILE.join('\n')}`)
      await shown.page.locator('summary').first().click()
      assert.deepEqual(await axeFaults(shown.page), [])
      assert.deepEqual(await shown.pale(), [])
      const paper = await shown.page.evaluate<string>('getComputedStyle(document.body).backgroundColor')
      const [red = 0] = (/\d+/.exec(paper) ?? []).map(Number)
      assert.equal(red < 60, colorScheme === 'dark', paper)
    })

  for (const width of [320, 800])
    it(`fits a screen of ${width} pixels`, async () => {
      await using shown = await opened({ viewport: { width, height: 700 } })
      const { page } = shown
      await send(page, `user: {students: 180}\nlab: 2\n${HOSTILE.join('\n')}`)
      for (const summary of await page.locator('summary').all()) await summary.click()
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), width)
    })
})
