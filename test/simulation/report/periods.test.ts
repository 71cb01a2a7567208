import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { play } from '../../../src/simulation/played.ts'
import { NONE } from '../../../src/simulation/policies/policy.ts'
import { periods } from '../../../src/simulation/report/periods.ts'
import { HOUR } from '../../support/time.ts'
import { read } from '../scenario/support.ts'
import { cellsOf } from './support.ts'

const rehearsal = await read(`users: [{kind: burst, people: 30, at: "09:00", over: 5m, until: "10:00", within: 5m}]
config: {nodePools: {user: {nodeSelector: {pool: user}, pricePerNodeHour: 0.5}}}`)

async function tableOf(hours: number) {
  const { startMs } = rehearsal.scenario
  const scenario = { ...rehearsal.scenario, endMs: startMs + hours * HOUR }
  const played = await play(scenario, NONE)
  const { markup } = periods([played], { ...rehearsal, scenario })
  return { markup, played, rows: cellsOf(markup) }
}
const sumOf = (rows: readonly (readonly string[])[], column: number) =>
  rows.slice(1).reduce((sum, cells) => sum + Number(cells[column]), 0)

describe('the charts as tables', () => {
  it('has a row a quarter of an hour: who came and waited, the most of each, what was paid', async () => {
    const { rows, markup, played } = await tableOf(4)
    assert.match(markup, /<h2>Every 15 minutes<\/h2>/)
    assert.equal(rows.length, 1 + 16)
    const nine = rows.find(([time]) => time === '09:00')
    assert.deepEqual([nine?.[1], nine?.[2], nine?.[4]], ['30', String(played.waits.beyond), '30'])
    assert.equal(sumOf(rows, 1), 30)
    assert.ok(Math.abs(sumOf(rows, 8) - played.nodeHours.paid) < 0.5, `${sumOf(rows, 8)} of ${played.nodeHours.paid}`)
    assert.ok(Math.abs(sumOf(rows, 9) - played.nodeHours.paid / 2) < 0.1)
  })
  it('of a day hours, of a week its days, of a semester its weeks', async () => {
    const heads = async (hours: number) => {
      const { rows, markup } = await tableOf(hours)
      return [/<h2>(.*?)<\/h2>/.exec(markup)?.[1], rows.length - 1, rows[1]?.[0]]
    }
    assert.deepEqual(await heads(20), ['Hour by hour', 20, '08:00'])
    assert.deepEqual(await heads(40), ['Hour by hour', 40, 'Tue 08:00'])
    assert.deepEqual(await heads(7 * 24), ['Day by day', 8, 'Tue 24 Mar'])
    assert.deepEqual(await heads(50 * 24), ['Week by week', 8, 'from 24 Mar'])
  })
  it('only what was played has one', async () => {
    const { played } = await tableOf(1)
    assert.doesNotMatch(periods([{ ...played, samples: [] }], rehearsal).markup, /<table/)
  })
})
