import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { type Played, play } from '../../../../src/simulation/played.ts'
import { WARMSEATS } from '../../../../src/simulation/policies/policy.ts'
import { chartOf } from '../../../../src/simulation/report/drawing/chart.ts'
import { drawnOf, topsByPart } from '../../../../src/simulation/report/drawing/drawn.ts'
import type { Rehearsal } from '../../../../src/simulation/scenario/read.ts'
import { attributesOf, textsOf } from '../../../charts/support.ts'
import { at, read } from '../../scenario/support.ts'

const TITLE = '"<b>Lab'

describe('the chart of a policy', () => {
  let rehearsal: Rehearsal
  let played: Played
  before(async () => {
    rehearsal = await read(`calendar:
  events: [{title: ${JSON.stringify(TITLE)}, from: "09:00", to: "10:00", description: "user: 5"}]
  outages: [{from: "11:00", to: "13:00"}]
config: {nodePools: {user: {nodeSelector: {pool: user}}}}`)
    played = await play(rehearsal.scenario, WARMSEATS)
  })
  const draw = (outcome: Played = played) => {
    const drawn = drawnOf(outcome, rehearsal)
    return chartOf(drawn, topsByPart([drawn]), rehearsal)
  }

  it('stands on what the calendar has: events, and when it cannot be read', () => {
    const bands = attributesOf(draw().markup, 'rect').filter(({ class: name }) => name === 'event' || name === 'outage')
    assert.deepEqual(
      bands.map(({ class: name, x, width }) => [name, x, width]),
      [
        ['event', 109.5, 67.5],
        ['outage', 244.5, 67.5],
        ['event', 109.5, 67.5],
      ],
    )
  })
  it('names events, and tells of a class what became of it', () => {
    assert.ok(textsOf(draw().markup).includes('&quot;&lt;b&gt;Lab'))
    const verdict = { pool: 'user', uid: '', title: TITLE, startMs: at('09:00'), announced: 30 }
    const late = { ...verdict, came: 28, late: 7, longestMs: 90_000 }
    const { markup } = draw({ ...played, verdicts: [late] }).markup
    assert.match(
      markup,
      /<rect class="event-late"[^>]*><title>&quot;&lt;b&gt;Lab, 09:00 to 10:00: 28 of 30 came, 7 waited/,
    )
  })
  it('has a row for each thing that is counted, over one axis of time', () => {
    const texts = textsOf(draw().markup)
    for (const label of ['People and seats (count)', 'Nodes (count)', 'Longest wait, by arrival'])
      assert.equal(texts.filter((text) => text === label).length, 1, label)
    assert.equal(texts.filter((text) => text === '09:00').length, 1)
  })
  it('says its numbers to who does not see it', () => {
    const [picture] = attributesOf(draw().markup, 'svg')
    assert.equal(picture?.role, 'img')
    assert.match(
      String(picture?.['aria-label']),
      /^Warmseats, 08:00 to 12:00: at most .*5 nodes \(0\d:\d\d\).*; the longest wait was 0\.0 s$/,
    )
  })
})
