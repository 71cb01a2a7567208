/** The status page as a person sees it: the real server, the product on a simulated cluster, a real browser. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startBrowser } from '../support/browser.ts'
import { type Served, serve } from '../support/status-page.ts'
import { axeFaults } from './axe.ts'
import { type Opened, open } from './support/browser-page.ts'
import { MALICE, type PlayedPage, playedPage } from './support/played-page.ts'

const { skip, browser } = await startBrowser()

describe('the status page in a browser', { skip }, () => {
  let played: PlayedPage
  let server: Served
  const opened = (options: Parameters<typeof open>[2] = {}): Promise<Opened> => {
    assert.ok(browser)
    return open(browser, server.url, options)
  }
  before(async () => {
    played = await playedPage()
    await played.playTo('08:56')
    server = await serve(played)
  })
  after(async () => {
    await browser?.close()
    await server?.close()
    played?.[Symbol.dispose]()
  })

  it('shows verdict, pools, calendar, utilization and actions, and the browser has nothing to complain of', async () => {
    await using shown = await opened()
    const { page } = shown
    assert.match(
      await page.locator('.verdict').innerText(),
      /^One problem: event "Typo": no pool `labb`; did you mean `lab`/,
    )
    const numbers = await page.locator('.pools > tbody > tr:first-child').allInnerTexts()
    assert.deepEqual(
      numbers.map((row) => row.split('\t').slice(0, 5).join(' ')),
      ['user 4 4 0 0', 'lab 1 1 0 0'],
    )
    assert.match(
      await page.locator('.because').first().innerText(),
      /"Physics midterm" asks 120 students; \d+ by 09:\d\d; 0 came/,
    )
    assert.match(
      await page.locator('#calendar').innerText(),
      /Physics midterm\s+09:00 to 11:00\s+user: 120 students\s+now/,
    )
    assert.match(await page.locator('#utilization').innerText(), /It only recommends/)
    assert.match(
      await page.locator('#actions summary', { hasText: 'Physics midterm' }).innerText(),
      /^Physics midterm 09:00, user: placeholders 0 → .*4, \d+ times from 08:\d\d to 08:\d\d; done$/,
    )
    assert.equal(await page.locator('.pictures svg').count(), 4, 'a day and a week of each pool')
    assert.deepEqual([await shown.complaints(), await axeFaults(page)], [[], []])
  })

  it('shows as text what would run, and nothing of it runs', async () => {
    await using shown = await opened()
    const { page } = shown
    assert.equal(await page.locator('#calendar th[scope=row]').first().innerText(), MALICE)
    assert.match(await page.title(), /^1 problem · Warmseats in hub$/)
    assert.equal(await page.locator('img').count(), 0)
    assert.equal(await page.locator('script').count(), 1)
    assert.deepEqual(await shown.complaints(), [])
  })

  it('would be saved by its policy, if a script came into it all the same', async () => {
    await using shown = await opened()
    await shown.page.evaluate(
      `document.body.append(Object.assign(document.createElement('script'), {text: 'document.title = "broken"'}))`,
    )
    assert.notEqual(await shown.page.title(), 'broken')
    assert.match((await shown.complaints()).join(), /CSP: script-src-elem inline/)
  })

  it('has what a page needs for everybody: language, title, headings, scopes, names, unique ids', async () => {
    await using shown = await opened()
    const { page } = shown
    const problems = await page.evaluate<string[]>(`[
      ...(document.documentElement.lang === 'en' ? [] : ['no language']),
      ...(document.title ? [] : ['no title']),
      ...(document.querySelectorAll('h1, main').length === 2 ? [] : ['one h1, one main']),
      ...[...document.querySelectorAll('th:not([scope])')].map((one) => 'no scope: ' + one.innerText),
      ...[...document.querySelectorAll('table:not(:has(> caption))')].map(() => 'a table without a caption'),
      ...[...document.querySelectorAll('section:not([aria-label], [aria-labelledby])')].map(({ id }) => 'no name: ' + id),
      ...[...document.querySelectorAll('[aria-labelledby]')].filter((one) =>
        !document.getElementById(one.getAttribute('aria-labelledby'))).map(({ id }) => 'no label: ' + id),
      ...[...document.querySelectorAll('[id]')].map(({ id }) => id).filter((id, at, all) => all.indexOf(id) !== at),
      ...[...document.querySelectorAll('tr')].filter(({ cells }) => cells.length === 0).map(() => 'an empty row'),
    ]`)
    assert.deepEqual(problems, [])
    assert.equal(await page.locator('[role=status]').count(), 2, 'the connection, and the verdict when it changes')
  })

  for (const colorScheme of ['light', 'dark'] as const)
    it(`can be read in ${colorScheme}`, async () => {
      await using shown = await opened({ colorScheme })
      await shown.page.locator('summary').first().click()
      assert.deepEqual(await shown.pale(), [])
      const paper = await shown.page.evaluate<string>('getComputedStyle(document.body).backgroundColor')
      const [red = 0] = (/\d+/.exec(paper) ?? []).map(Number)
      assert.equal(red < 60, colorScheme === 'dark', paper)
    })

  for (const width of [320, 375, 800, 1180])
    it(`fits a screen of ${width} pixels`, async () => {
      await using shown = await opened({ viewport: { width, height: 700 } })
      const { page } = shown
      for (const summary of await page.locator('summary').all()) await summary.click()
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), width)
      const cut = await page.evaluate<string[]>(`[...document.querySelectorAll('main *')]
        .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && one.checkVisibility() && !one.closest('thead'))
        .map((one) => one.tagName + ' ' + one.textContent.slice(0, 40))`)
      assert.deepEqual(cut, [])
    })

  it('without scripts has the same, and asks for itself again', async () => {
    await using shown = await opened({ javaScriptEnabled: false })
    assert.equal(await shown.page.locator('.pools > tbody').count(), 2)
    assert.match(await shown.page.content(), /<noscript><meta http-equiv="refresh" content="15"><\/noscript>/)
  })
})
