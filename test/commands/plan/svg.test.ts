import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { planSvg } from '../../../src/commands/plan/svg.ts'
import type { Plan, PlannedDemand } from '../../../src/domain/demand/plan.ts'
import { at, HOUR } from '../../support/time.ts'

const VIEW = { fromMs: at('00:00'), toMs: at('00:00') + 24 * HOUR, zone: 'utc' }
const MALICE = `</title><script>alert("1")</script>'&amp;\u0000`

const planned = (...demands: PlannedDemand[]): Plan =>
  new Map([[MALICE, [{ fromMs: VIEW.fromMs, toMs: VIEW.toMs, demands }]]])

describe('the plan as a picture', () => {
  it('a panel for the placeholders of a pool, and one for each unit of people that is used', () => {
    const svg = planSvg(
      planned(
        { unit: 'integer', amount: 0, events: [] },
        { unit: 'students', amount: 350, events: ['Lecture'] },
        { unit: 'seats', amount: 0, events: [] },
      ),
      VIEW,
    )
    assert.deepEqual(
      [...svg.matchAll(/>(\w+) asked for/g)].map(([, unit]) => unit),
      ['placeholders', 'students'],
    )
  })
  it('what people wrote is text, never markup: names of pools, titles of events', () => {
    const svg = planSvg(planned({ unit: 'integer', amount: 2, events: [MALICE] }), VIEW)
    assert.doesNotMatch(svg, /<script/)
    assert.ok(!svg.includes('\u0000'))
    const written = '&lt;/title&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;amp; '
    assert.ok(svg.includes(`<title>2 for ${written}</title>`))
    assert.ok(svg.includes(`y="20">${written}</text>`))
    assert.ok(svg.includes(`>2 ${written}</text>`))
  })
  it('stands alone, light and dark', () => {
    const svg = planSvg(planned({ unit: 'integer', amount: 2, events: [] }), VIEW)
    assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="960" height="186" viewBox="0 0 960 186">/)
    assert.match(svg, /@media \(prefers-color-scheme: dark\)/)
    assert.doesNotMatch(svg, /var\(|url\(|href|<image|@import/)
  })
  it('says that there is nothing', () => {
    assert.match(planSvg(new Map(), VIEW), />The config has no pools\.</)
  })
})
