/** The status page as a person sees it: the real server, the product on a simulated cluster, a real browser. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Snapshot } from '../../src/domain/snapshot/snapshot.ts'
import { eventually } from '../cluster/poll.ts'
import { startBrowser } from '../support/browser.ts'
import { type Served, serve } from '../support/status-page.ts'
import { type Opened, open } from './support/browser-page.ts'
import { MALICE, type PlayedPage, playedPage } from './support/played-page.ts'

const { skip, browser } = await startBrowser()

/** For what a browser does after two seconds or so, on a machine that is busy. */
const PATIENCE = { timeout: 60_000 }

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
    assert.match(await page.locator('#actions').innerText(), /placeholders scaled\s+3 → 4\s+done/)
    assert.deepEqual(await shown.complaints(), [])
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

  it('is brought up to date when something happens, and stays as its reader has it', async () => {
    await using shown = await opened()
    const { page } = shown
    await page.locator('#nodes-user summary').click()
    await page.evaluate(`document.getElementById('calendar').dataset.mine = 'kept'`)
    await played.playTo('09:02')
    await page
      .getByText(/; [1-9]\d* came/)
      .first()
      .waitFor(PATIENCE)
    assert.equal(await page.locator('#nodes-user').getAttribute('open'), '', 'what was opened is open')
    assert.equal(await page.locator('#calendar').getAttribute('data-mine'), 'kept', 'what is the same is not touched')
    assert.match(await page.locator('#actions').innerText(), /4 → 5/)
    assert.deepEqual(await shown.complaints(), [])
  })

  it('says when it is not connected any more and since when, and goes on by itself when the server is back', async () => {
    await using shown = await opened()
    const { page } = shown
    const link = page.locator('#link')
    assert.equal(await link.innerText(), '')
    const { port } = server
    await server.close()
    await link
      .filter({ hasText: /^Not connected since \d\d:\d\d: what stands here is as it was then\.$/ })
      .waitFor(PATIENCE)
    const since = await link.innerText()
    assert.ok(await page.locator('.lost').count())
    await played.playTo('09:30')
    server = await serve(played, port)
    await eventually('the connection', async () => (await link.textContent()) === '')
    assert.equal(await page.locator('.lost').count(), 0)
    assert.match(await page.locator('#top').innerText(), /Decided\s+09:(2\d|30)/, `${since}, and now up to date`)
    await played.playTo('09:31')
    await page
      .getByText(/Decided/)
      .first()
      .waitFor(PATIENCE)
  })

  it('is up to date also where no stream is to be had, as when there are too many readers', async () => {
    await using shown = await opened()
    const { page } = shown
    await page.route('**/status/events', (route) => route.fulfill({ status: 503 }))
    await page.reload()
    played.page.runtime({ type: 'watch failed', resource: 'pods', kind: 'network', because: 'it broke', retryInMs: 1 })
    await page.getByText('watch of pods').first().waitFor(PATIENCE)
    assert.equal(await page.locator('.lost').count(), 0, 'the page itself is reached')
    played.page.runtime({ type: 'watch recovered', resource: 'pods' })
  })

  it('tells who cannot see it when the verdict changes', async () => {
    // What was made a moment ago still has what the last test told.
    await eventually('the verdict from before', async () => {
      const { verdict } = (await (await fetch(`${server.url}status.json`)).json()) as Snapshot
      return verdict.text.startsWith('One problem')
    })
    await using shown = await opened()
    const { page } = shown
    assert.equal(await page.locator('#said').innerText(), '')
    played.page.runtime({ type: 'config refused', errors: [{ where: 'nodePools', text: 'is missing' }] })
    const said = page.locator('#said').filter({ hasText: /^2 problems, the worst: nodePools/ })
    await said.waitFor({ ...PATIENCE, state: 'attached' })
    assert.equal(await page.title(), '2 problems · Warmseats in hub')
    assert.match((await page.locator('link[rel=icon]').getAttribute('href')) ?? '', /c8372d/, 'a red dot in the tab')
    played.page.runtime({ type: 'config loaded', pools: ['user', 'lab'], warnings: [] })
    await eventually('the title as before', async () => /^1 problem /.test(await page.title()))
  })
})
