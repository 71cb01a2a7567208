import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { planSvg } from '../../../src/commands/plan/svg.ts'
import type { PlannedDemand } from '../../../src/domain/demand/plan.ts'
import type { FittedPool } from '../../../src/domain/fit/fit-plan.ts'
import { needOf } from '../../../src/domain/fit/need.ts'
import type { Limit } from '../../../src/domain/fit/pool-limits.ts'
import { SCALE } from '../../domain/fit/support.ts'
import { at, HOUR } from '../../support/time.ts'

const VIEW = { fromMs: at('00:00'), toMs: at('00:00') + 24 * HOUR, zone: 'utc' }
const MALICE = `</title><script>alert("1")</script>'&amp;\u0000`

function planned(demands: readonly PlannedDemand[], limits: readonly Limit[] = []): ReadonlyMap<string, FittedPool> {
  const segments = [{ fromMs: VIEW.fromMs, toMs: VIEW.toMs, demands, need: needOf(demands, SCALE) }]
  return new Map([[MALICE, { segments, scale: SCALE, limits, shortfalls: [], unseen: [] }]])
}

describe('the plan as a picture', () => {
  it('a panel for the placeholders of a pool, and one for each unit of people that is used', () => {
    const svg = planSvg(
      planned([
        { unit: 'integer', amount: 0, events: [] },
        { unit: 'students', amount: 350, events: ['Lecture'] },
        { unit: 'seats', amount: 0, events: [] },
      ]),
      VIEW,
    )
    assert.deepEqual(
      [...svg.matchAll(/>(\w+) asked for/g)].map(([, unit]) => unit),
      ['placeholders', 'students'],
    )
  })
  it('and one for the nodes that people need, under what there can be', () => {
    const limits: Limit[] = [{ by: 'karpenter', of: 'nodes', most: 10, because: 'limits.nodes' }]
    const lecture: PlannedDemand = { unit: 'students', amount: 350, events: ['Lecture'] }
    const svg = planSvg(planned([lecture], limits), VIEW)
    assert.match(svg, />nodes needed, of an empty pool, times in UTC</)
    assert.match(svg, /class="limit"/)
    assert.match(svg, />10 at most</)
    assert.match(svg, />13 Lecture</)
  })
  it('or the most that were ever seen, at its other end', () => {
    const limits: Limit[] = [{ by: 'seen', of: 'nodes', most: 8, because: 'the most seen so far', isSeen: true }]
    const lecture: PlannedDemand = { unit: 'nodes', amount: 13, events: ['Lecture'] }
    const svg = planSvg(planned([lecture], limits), VIEW)
    assert.match(svg, /text-anchor="start">8 the most seen so far</)
    assert.doesNotMatch(svg, / at most</)
  })
  it('what people wrote is text, never markup: names of pools, titles of events', () => {
    const svg = planSvg(planned([{ unit: 'integer', amount: 2, events: [MALICE] }]), VIEW)
    assert.doesNotMatch(svg, /<script/)
    assert.ok(!svg.includes('\u0000'))
    const written = '&lt;/title&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;amp; '
    assert.ok(svg.includes(`<title>2 for ${written}</title>`))
    assert.ok(svg.includes(`y="20">${written}</text>`))
    assert.ok(svg.includes(`>2 ${written}</text>`))
  })
  it('stands alone, light and dark', () => {
    const svg = planSvg(planned([{ unit: 'integer', amount: 2, events: [] }]), VIEW)
    assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="960" height="186" viewBox="0 0 960 186">/)
    assert.match(svg, /@media \(prefers-color-scheme: dark\)/)
    assert.doesNotMatch(svg, /var\(|url\(|href|<image|@import/)
  })
  it('says that there is nothing', () => {
    assert.match(planSvg(new Map(), VIEW), />The config has no pools\.</)
  })
})
