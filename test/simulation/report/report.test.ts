import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { type Played, play } from '../../../src/simulation/played.ts'
import { NONE, WARMSEATS } from '../../../src/simulation/policies/policy.ts'
import { htmlReport } from '../../../src/simulation/report/html.ts'
import { jsonReport } from '../../../src/simulation/report/json.ts'
import { svgReport } from '../../../src/simulation/report/picture.ts'
import { textReport } from '../../../src/simulation/report/text.ts'
import type { Rehearsal } from '../../../src/simulation/scenario/read.ts'
import { read } from '../scenario/support.ts'

const TITLE = '<script>alert("Physics & co")</script>'

describe('reports', () => {
  let rehearsal: Rehearsal
  let outcomes: Played[]
  before(async () => {
    rehearsal = await read(`users: [{kind: burst, people: 30, at: "09:00", over: 5m, until: "10:00", within: 5m}]
calendar:
  events: [{title: ${JSON.stringify(TITLE)}, from: "08:45", to: "09:30", description: "user: 5"}]
  outages: [{from: "09:10", to: "09:20"}]
config: {nodePools: {user: {nodeSelector: {pool: user}, resources: {requests: {memory: 28Gi}}}}}`)
    outcomes = [await play(rehearsal.scenario, WARMSEATS), await play(rehearsal.scenario, NONE)]
  })

  it('the text has a line a policy, a sentence a policy, and the reasons', () => {
    const text = textReport(rehearsal, outcomes)
    assert.match(text, /^warmseats +30 /m)
    assert.match(text, /^none +30 /m)
    assert.match(text, /With Warmseats, \d+ of 30 people waited more than 30 s\./)
    assert.match(text, /08:45 {2}user 0 → 5: .*asks 5 placeholders/)
    assert.match(text, /08:00 to 12:00, seed 1$/)
  })

  it('the JSON has a value a minute for each quantity', () => {
    const report = JSON.parse(jsonReport(rehearsal, outcomes))
    assert.equal(report.start, '2026-03-24T15:00:00Z')
    assert.deepEqual(
      report.policies.map(({ policy }: { policy: string }) => policy),
      ['warmseats', 'none'],
    )
    const { series, decisions, waits } = report.policies[0]
    for (const name of ['occupied', 'empty', 'booting', 'seats', 'users', 'waiting', 'wanted', 'holding'])
      assert.equal(series[name].length, 4 * 60 + 1, name)
    assert.equal(waits.people, 30)
    assert.equal(decisions[0].at.slice(0, 16), '2026-03-24T15:45')
  })

  it('the HTML is one file that asks nobody for anything', () => {
    const html = htmlReport(rehearsal, outcomes)
    assert.doesNotMatch(html, /https?:\/\//)
    assert.doesNotMatch(html, /<(link|img|iframe)\b|@import|url\(/)
    assert.doesNotMatch(html, /\ssrc=/)
    assert.ok(html.length < 400_000, `${html.length} characters`)
  })

  it('what people wrote is text, never markup', () => {
    const html = htmlReport({ ...rehearsal, title: TITLE, about: TITLE }, outcomes)
    assert.equal(html.match(/<script/g)?.length, 2, 'the data and the pointer')
    assert.ok(html.includes('&lt;script&gt;alert(&quot;Physics &amp; co&quot;)'))
  })

  it('nor is what the program says of it: warnings, reasons, complaints, names', () => {
    const problem = { where: TITLE, text: TITLE }
    const hostile = outcomes.map((outcome) => ({
      ...outcome,
      name: TITLE,
      turns: [{ atMs: rehearsal.scenario.startMs, pool: TITLE, to: 1, because: TITLE }],
      nodeTurns: [{ atMs: rehearsal.scenario.startMs, node: TITLE, cordoned: true, because: TITLE }],
      complaints: [{ atMs: rehearsal.scenario.startMs, ...problem }],
      cordons: { ...outcome.cordons, cordons: 1 },
    }))
    const html = htmlReport({ ...rehearsal, timezone: 'UTC', warnings: [problem] }, hostile)
    assert.equal(html.match(/<script/g)?.length, 2, 'the data and the pointer')
    assert.equal(html.match(/<\/script/g)?.length, 2)
    const svg = svgReport(rehearsal, hostile)
    assert.ok(svg.includes('&lt;script&gt;') && !svg.includes('<script'))
  })

  it('each policy has its chart of three rows, the same scale in all', () => {
    const html = htmlReport(rehearsal, outcomes)
    assert.equal(html.match(/<section/g)?.length, 2)
    const charts = [...html.matchAll(/<svg.*?<\/svg>/g)].map(([svg]) => svg)
    assert.equal(charts.length, 2)
    const scales = charts.map((svg) =>
      [...svg.matchAll(/text-anchor="end">([^<]+)</g)].map(([, text]) => text).join(' '),
    )
    assert.match(scales[0] ?? '', /^0 \d+ \d+ 0 \d+ \d+ 0 \d+ min \d+ min 30 s$/)
    assert.equal(scales[0], scales[1])
  })

  it('a policy that was worked out has its numbers, and nothing that would be drawn', () => {
    const worked = { ...(outcomes[1] ?? assert.fail()), name: 'the oracle', samples: [], everybody: [] }
    const html = htmlReport(rehearsal, [outcomes[0] ?? assert.fail(), worked])
    assert.match(html, /<h3>the oracle<\/h3>[\s\S]*there is nothing to draw/)
    assert.equal(html.match(/<svg/g)?.length, 1)
    assert.equal(svgReport(rehearsal, [worked]).match(/>Nodes \(count\)</g), null)
  })

  it('what is under the pointer has a line for each moment of each policy', () => {
    const html = htmlReport(rehearsal, outcomes)
    const data = JSON.parse(/id="data">(.*?)<\/script>/.exec(html)?.[1] ?? '')
    assert.equal(data.times.length, 240)
    assert.deepEqual(
      data.policies.map((lines: string[]) => lines.length),
      [240, 240],
    )
    assert.match(data.policies[0][75], /at work.*seats.*nodes/)
  })

  it('the picture stands alone: the charts of each policy, no page around them, no variables, nothing from elsewhere', () => {
    const svg = svgReport({ ...rehearsal, title: TITLE }, outcomes)
    assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/)
    assert.equal(svg.match(/>Nodes \(count\)</g)?.length, 2)
    assert.ok(svg.includes(`>${outcomes[1]?.waits.beyond}</text>`))
    assert.ok(svg.includes('&lt;script&gt;') && !svg.includes('<script'))
    assert.doesNotMatch(svg, /var\(|url\(|href|<image|@import/)
    const colours = (rules = '') => rules.match(/\.\w[\w-]* \{/g)
    const [, light, dark] = /<style>([\s\S]*)@media \(prefers-color-scheme: dark\) \{([\s\S]*)<\/style>/.exec(svg) ?? []
    assert.ok(colours(light)?.length)
    assert.deepEqual(colours(light), colours(dark))
  })

  it('numbers in the charts are numbers', () => {
    assert.doesNotMatch(htmlReport(rehearsal, outcomes), /NaN|Infinity|undefined/)
    assert.doesNotMatch(svgReport(rehearsal, outcomes), /NaN|Infinity|undefined/)
  })
})
