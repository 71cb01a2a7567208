/** The pictures that stand alone, opened as the XML files that they are: one wrong character, and nothing is shown. */
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import { planSvg } from '../../src/commands/plan/svg.ts'
import { needOf } from '../../src/domain/fit/need.ts'
import { play } from '../../src/simulation/played.ts'
import { WARMSEATS } from '../../src/simulation/policies/policy.ts'
import { svgReport } from '../../src/simulation/report/picture.ts'
import { SCALE } from '../domain/fit/support.ts'
import { read } from '../simulation/scenario/support.ts'
import { startBrowser } from '../support/browser.ts'
import { at, HOUR } from '../support/time.ts'
import { open } from './support/browser-page.ts'

const { skip, browser } = await startBrowser()
const MALICE = `</text><script>alert("1")</script><a href="x">'&amp;&nope;]]>\u0000\ud83d`

const plan = () => {
  const span = { fromMs: at('08:00'), toMs: at('08:00') + 4 * HOUR }
  const demands = [{ unit: 'integer' as const, amount: 2, events: [MALICE] }]
  const segments = [{ ...span, demands, need: needOf(demands, SCALE) }]
  return planSvg(new Map([[MALICE, { segments, scale: SCALE, limits: [], shortfalls: [], unseen: [] }]]), {
    ...span,
    zone: 'utc',
  })
}

const report = async () => {
  const rehearsal = await read(`users: [{kind: burst, people: 30, at: "09:00", over: 5m, until: "10:00", within: 5m}]
calendar: {events: [{title: Lab, from: "08:45", to: "09:30", description: "user: 5"}]}
config: {nodePools: {user: {nodeSelector: {pool: user}, resources: {requests: {memory: 28Gi}}}}}`)
  const events = rehearsal.events.map((event) => ({ ...event, title: MALICE }))
  return svgReport({ ...rehearsal, title: MALICE, events }, [await play(rehearsal.scenario, WARMSEATS)])
}

describe('pictures in a browser', { skip }, () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'warmseats-pictures-'))
  })
  after(async () => {
    await browser?.close()
    await rm(folder, { recursive: true })
  })

  for (const [name, picture] of [
    ['the plan', plan],
    ['the report', report],
  ] as const)
    for (const colorScheme of ['light', 'dark'] as const)
      it(`${name} is well-formed, shows what people wrote as text, and can be read in ${colorScheme}`, async () => {
        assert.ok(browser)
        const file = join(folder, `${name}.svg`)
        await writeFile(file, await picture())
        await using shown = await open(browser, pathToFileURL(file).href, { colorScheme })
        const { page } = shown
        assert.equal(await page.locator('parsererror, script, a').count(), 0)
        assert.match(
          await page.locator('text').first().textContent().then(String),
          /<\/text><script>alert\("1"\)<\/script>/,
        )
        const fills = await page.evaluate<string[]>(
          `['.paper', 'text'].map((one) => getComputedStyle(document.querySelector(one)).fill)`,
        )
        const [paper = 0, ink = 0] = fills.map((fill) => Number(/\d+/.exec(fill)?.[0]))
        assert.equal(paper < ink, colorScheme === 'dark', fills.join(' '))
        assert.ok(Math.abs(paper - ink) > 150, fills.join(' '))
        assert.deepEqual(await shown.complaints(), [])
      })
})
