/** Bad mornings as whoever is on call sees them: on the simulated cluster, and in worlds that it does not have. */

import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import type { Snapshot } from '../../src/domain/snapshot/snapshot.ts'
import type { Verdict } from '../../src/domain/snapshot/verdict.ts'
import type { Cause } from '../../src/domain/snapshot/waiting/cause.ts'
import { httpServer } from '../../src/server/http.ts'
import { statusEvents } from '../../src/server/page/events.ts'
import { iconOf } from '../../src/server/page/icon.ts'
import { statusRoutes } from '../../src/server/page/routes.ts'
import { eventually } from '../cluster/poll.ts'
import { MORNINGS } from '../domain/snapshot/mornings.ts'
import { NO_REFUSAL } from '../server/connections/no-refusal.ts'
import { startBrowser } from '../support/browser.ts'
import { someMetrics } from '../support/metrics/metrics.ts'
import { NO_FAULT, serve } from '../support/status-page.ts'
import { axeFaults } from './axe.ts'
import { type MorningSpec, playMorning } from './played-morning.ts'
import { open } from './support/browser-page.ts'

const { skip, browser } = await startBrowser()
after(() => browser?.close())

interface Look {
  readonly at: string
  readonly state: Verdict['state']
  readonly says: RegExp
  readonly kinds: readonly Cause['kind'][]
}

const FAST = '{min: 4m, max: 5m}'
const USUAL: MorningSpec = { announced: 240, people: 240, maximum: 40, boot: FAST }
const PLAYED: readonly (readonly [name: string, MorningSpec, readonly Look[]])[] = [
  [
    'a class that was announced',
    USUAL,
    [{ at: '09:02', state: 'well', says: /^All is well: .*, nobody waits\.$/, kinds: [] }],
  ],
  [
    'nodes take 20 minutes',
    { ...USUAL, boot: '20m' },
    [
      {
        at: '09:02',
        state: 'warning',
        says: /^\d+ people wait for a node, .*; \d+ nodes boot, with \d+ seats, due since about 08:\d\d: nodes boot, and take longer than the usual 10 min\.$/,
        kinds: ['late'],
      },
    ],
  ],
  [
    'the pool is at its maximum',
    { ...USUAL, maximum: 5 },
    [
      {
        at: '09:02',
        state: 'bad',
        says: /^\d+ people wait for a node, the longest for \d min \(since 08:5\d\), and no node is on its way for them: cluster-autoscaler says "pod didn't trigger scale-up: 1 max node group size reached"\.$/,
        kinds: ['refused'],
      },
      { at: '09:30', state: 'bad', says: /the longest for 3\d min/, kinds: ['refused'] },
    ],
  ],
  [
    'nobody wrote the event',
    { ...USUAL, announced: undefined },
    [
      {
        at: '08:59',
        state: 'warning',
        says: /^\d+ people wait for a node, .*; \d+ nodes boot, with \d+ seats, about 09:\d\d: no event announces them\.$/,
        kinds: ['not announced'],
      },
      { at: '09:10', state: 'well', says: /^All is well/, kinds: [] },
    ],
  ],
  [
    '80 are announced, 240 come',
    { ...USUAL, announced: 80 },
    [
      {
        at: '09:00',
        state: 'warning',
        says: /: more came than "Biology 1A" announced: write the number that comes, at least 1\d\d, into the event\.$/,
        kinds: ['more came'],
      },
    ],
  ],
  [
    'nobody wrote it, and the pool is at its maximum',
    { ...USUAL, announced: undefined, maximum: 4 },
    [
      {
        at: '09:10',
        state: 'bad',
        says: /no node is on its way for them: cluster-autoscaler says/,
        kinds: ['refused', 'not announced'],
      },
    ],
  ],
]

describe('a morning that is played', () => {
  for (const [name, spec, looks] of PLAYED)
    it(name, async () => {
      using played = await playMorning(spec)
      await using server = await serve(played)
      for (const { at, state, says, kinds } of looks) {
        await played.lookAt(at)
        const verdict = await told(server.url, (one) => says.test(one.text))
        assert.deepEqual([verdict.state, verdict.causes.map(({ kind }) => kind)], [state, kinds], verdict.text)
        for (const { doing } of verdict.causes) assert.match(doing.copy, /^(warmseats|kubectl) /)
      }
    })

  it('in a browser: the tab counts who waits, and the page says what can be done', { skip }, async () => {
    assert.ok(browser)
    using played = await playMorning({ ...USUAL, maximum: 5 })
    await using server = await serve(played)
    await played.lookAt('09:02')
    await told(server.url, ({ state }) => state === 'bad')
    await using shown = await open(browser, server.url)
    assert.match(await shown.page.title(), /^\d+ wait · Warmseats in hub$/)
    assert.match(await shown.page.locator('.parts').innerText(), /"Biology 1A": 240 announced, 2\d\d came/)
    assert.match(await shown.page.locator('.doings code').innerText(), /cluster-autoscaler-status/)
    assert.match(
      (await shown.page.locator('.pictures svg').first().getAttribute('aria-label')) ?? '',
      /^Pool user in the last 24 hours: at most \d+ people at work, at most 1\d\d waited, the longest \d min/,
    )
    assert.deepEqual([await shown.complaints(), await axeFaults(shown.page)], [[], []])
  })
})

/** What the page was made of a moment ago may still be told. */
async function told(url: string, is: (verdict: Verdict) => boolean): Promise<Verdict> {
  let verdict: Verdict | undefined
  await eventually('the verdict', async () => {
    const answer = (await (await fetch(`${url}status.json`)).json()) as Snapshot
    verdict = answer.verdict
    return is(answer.verdict)
  })
  assert.ok(verdict)
  return verdict
}

describe('a bad morning in a browser', { skip }, () => {
  let now: Snapshot
  let url: string
  const server = httpServer({
    registry: someMetrics().registry,
    whyNotReady: () => undefined,
    page: statusRoutes({
      snapshot: () => now,
      events: statusEvents(),
      onRefused: NO_REFUSAL,
      isInCluster: () => false,
    }),
    onFault: NO_FAULT,
    onRefused: NO_REFUSAL,
  })
  before(async () => {
    await server.listen({ host: '127.0.0.1', port: 0 })
    url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}/`
  })
  after(() => server.close())

  for (const { name, state, says, copy, snapshot } of MORNINGS)
    it(`${name}: the colour, the sentence, the tab, and what can be copied`, async () => {
      assert.ok(browser)
      now = snapshot()
      await using shown = await open(browser, url)
      const { page } = shown
      assert.equal(await page.locator('#top').getAttribute('class'), state)
      assert.match(await page.locator('.verdict').innerText(), says)
      assert.match(await page.title(), /^\d+ wait · Warmseats in hub$/)
      assert.equal(await page.locator('link[rel=icon]').getAttribute('href'), iconOf(state))
      const copies = await page.locator('.doings code').allInnerTexts()
      assert.ok(
        copies.some((one) => copy.test(one)),
        copies.join('\n'),
      )
      if (now.verdict.waits.length > 0)
        assert.match(await page.locator('#top table').innerText(), /user\s+\d+\s+\d+\s+[\dhmins ]+, since 08:5\d/)
      assert.deepEqual([await shown.complaints(), await axeFaults(page)], [[], []])
    })

  for (const colorScheme of ['light', 'dark'] as const)
    it(`can be read by everybody, in ${colorScheme} and on a phone`, async () => {
      assert.ok(browser)
      now = MORNINGS[0]?.snapshot() ?? assert.fail()
      await using shown = await open(browser, url, { colorScheme, viewport: { width: 375, height: 700 } })
      assert.deepEqual([await shown.pale(), await axeFaults(shown.page)], [[], []])
      assert.equal(await shown.page.evaluate('document.documentElement.scrollWidth'), 375)
    })
})
