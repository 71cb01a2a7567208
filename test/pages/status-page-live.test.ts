/** The status page while things happen: brought up to date, counted down, cut off and back. The product on a simulated cluster. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Snapshot } from '../../src/domain/snapshot/snapshot.ts'
import { eventually } from '../cluster/poll.ts'
import { startBrowser } from '../support/browser.ts'
import { type Served, serve } from '../support/status-page.ts'
import { type Opened, open } from './support/browser-page.ts'
import { type PlayedPage, playedPage } from './support/played-page.ts'

const { skip, browser } = await startBrowser()

/** For what a browser does after two seconds or so, on a machine that is busy. */
const PATIENCE = { timeout: 60_000 }

describe('the status page kept up to date', { skip }, () => {
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
    const summary = page.locator('#actions summary', { hasText: 'Physics midterm' })
    assert.match(await summary.innerText(), /placeholders 0 → .*5.* times from 08:\d\d to 09:0\d; done/)
    assert.deepEqual(await shown.complaints(), [])
  })

  it('by keyboard: what was opened has the focus also when it is brought up to date', async () => {
    await using shown = await opened()
    const { page } = shown
    const summary = page.locator('#nodes-user summary')
    await summary.focus()
    await page.keyboard.press('Enter')
    const before = await page.locator('[data-part=nodes-user]').getAttribute('data-hash')
    await played.playTo('09:04')
    await eventually(
      'the news',
      async () => (await page.locator('[data-part=nodes-user]').getAttribute('data-hash')) !== before,
    )
    assert.equal(await page.locator('#nodes-user').getAttribute('open'), '')
    assert.ok(await page.evaluate(`document.activeElement === document.querySelector('#nodes-user summary')`))
  })

  it('counts down to the next change, also while nothing else is new', async () => {
    await using shown = await opened()
    const { page } = shown
    const next = page.locator('[data-until]').first()
    const minutes = /^in (\d+ h)?( ?\d+ min)?$/
    const before = await next.innerText()
    assert.match(before, minutes)
    await page.evaluate(`{ const now = Date.now; Date.now = () => now() + 30 * 60000 }`)
    await eventually('the count', async () => (await next.innerText()) !== before)
    assert.match(await next.innerText(), minutes)
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
    assert.match(await page.locator('#facts').innerText(), /Decided\s+09:(2\d|30)/, `${since}, and now up to date`)
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
    await page
      .locator('#link', { hasText: /^Too many pages are open .* loaded anew every 20 seconds\.$/ })
      .waitFor(PATIENCE)
    await page.unroute('**/status/events')
    await eventually('a stream', async () => (await page.locator('#link').textContent()) === '')
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
