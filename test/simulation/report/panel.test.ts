import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { panel } from '../../../src/simulation/report/panel.ts'
import { attributesOf } from '../../charts/support.ts'
import { read } from '../scenario/support.ts'

const HOUR = 3_600_000
const rehearsal = await read()

const drawn = (hours: number) => {
  const { startMs } = rehearsal.scenario
  const scenario = { ...rehearsal.scenario, endMs: startMs + hours * HOUR }
  return panel({ ...rehearsal, scenario }, { label: 'Nodes', top: 4, counts: [], draw: () => [] })
}

const textsOf = (hours: number): string[] =>
  [...drawn(hours).markup.matchAll(/text-anchor="middle">([^<]*)</g)].map(([, text = '']) => text)

describe('a panel', () => {
  it('has round times of the own day, weekdays in a week, dates beyond, never more than have room', () => {
    assert.deepEqual(textsOf(3), ['08:30', '09:00', '09:30', '10:00', '10:30'])
    assert.deepEqual(textsOf(7 * 24), ['Wed', 'Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue'])
    assert.deepEqual(textsOf(14 * 24).slice(0, 2), ['26 Mar', '28 Mar'])
    for (const hours of [1, 5, 12, 24, 72, 400, 1000, 5000]) assert.ok(textsOf(hours).length <= 8, `${hours} h`)
  })
  it('shows on what its calendar is: events, and when it cannot be read', async () => {
    const withCalendar = await read(`calendar:
  events: [{title: Lab, from: "09:00", to: "10:00", description: "user: 5"}]
  outages: [{from: "11:00", to: "13:00"}]
config: {nodePools: {user: {nodeSelector: {pool: user}}}}`)
    const markup = panel(withCalendar, { label: 'Nodes', top: 4, counts: [], draw: () => [] })
    assert.deepEqual(
      attributesOf(markup, 'rect').map(({ class: name, x, width }) => [name, x, width]),
      [
        ['event', 109.5, 67.5],
        ['outage', 244.5, 67.5],
      ],
    )
  })
  it('its name is text', () => {
    const { markup } = panel(rehearsal, { label: '"<b>', top: 4, counts: [], draw: () => [] })
    assert.match(markup, /aria-label="&quot;&lt;b&gt;"><text class="panel" x="42" y="12">&quot;&lt;b&gt;<\/text>/)
  })
})
