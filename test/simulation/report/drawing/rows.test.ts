import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { plotOf } from '../../../../src/charts/plot.ts'
import { svg } from '../../../../src/markup/markup.ts'
import type { Bin } from '../../../../src/simulation/report/drawing/bins.ts'
import { topsOf } from '../../../../src/simulation/report/drawing/drawn.ts'
import { layoutFor } from '../../../../src/simulation/report/drawing/layout.ts'
import { rowsOf } from '../../../../src/simulation/report/drawing/rows.ts'
import { attributesOf } from '../../../charts/support.ts'
import { read } from '../../scenario/support.ts'
import { bin } from './support.ts'

const MINUTE = 60_000
const { scenario } = await read()
const layout = layoutFor(scenario)

function rows(bins: readonly Bin[], tops = topsOf([bins]), pool?: string) {
  const part = pool === undefined ? { bins } : { pool, bins }
  return rowsOf(part, tops, scenario, layout).map(({ label, counts, top, draw }) => {
    const span = { fromMs: scenario.startMs, toMs: scenario.endMs }
    const plot = plotOf({ left: 0, right: 240, top: 0, bottom: 100 }, span, top)
    return { label, counts: counts.map(({ text }) => text), drawn: svg`${draw(plot)}` }
  })
}
const classesOf = (drawn: ReturnType<typeof svg> | undefined) =>
  drawn && attributesOf(drawn, 'path').map(({ class: name }) => name)
const heightsOf = (drawn: ReturnType<typeof svg> | undefined) =>
  drawn && attributesOf(drawn, 'path').map(({ d }) => /^M0,([\d.]+)/.exec(String(d))?.[1])

describe('the rows', () => {
  it('people stand before their seats, those who wait on top of them', () => {
    const [people] = rows([bin('08:00', { seats: 8, users: 4, waiting: 2 })])
    assert.deepEqual(classesOf(people?.drawn), ['seats', 'users', 'waiting', 'seats-edge'])
    assert.deepEqual(heightsOf(people?.drawn), ['0', '50', '25', '0'])
    assert.deepEqual(people?.counts, ['0', '4', '8'])
  })
  it('nodes are piled up by what they are good for', () => {
    const [, nodes] = rows([bin('08:00', { occupied: 1, empty: 2, booting: 1 })])
    assert.deepEqual(classesOf(nodes?.drawn), ['occupied', 'empty', 'booting'])
    assert.deepEqual(heightsOf(nodes?.drawn), ['75', '25', '0'])
  })
  it('waits are there where somebody came, and the long ones stand out', () => {
    const bins = [bin('08:00', { longestMs: 0 }), bin('08:01'), bin('08:02', { longestMs: 31_000 })]
    const [, , waits] = rows(bins)
    assert.ok(waits)
    assert.deepEqual(
      attributesOf(waits.drawn, 'rect').map(({ class: name, x, height }) => [name, x, height]),
      [
        ['prompt', 0, 2],
        ['late', 2, 25.8],
      ],
    )
    assert.deepEqual(waits.counts, ['0', '1 min', '2 min'])
    const long = rows(bins, { people: 2, nodes: 2, waitMs: 300 * MINUTE })
    assert.deepEqual(long[2]?.counts, ['0', '2.5 h', '5 h'])
  })
  it('of several pools each says whose they are', () => {
    assert.deepEqual(
      rows([], topsOf([]), '<lab>').map(({ label }) => label),
      ['<lab>: people and seats (count)', '<lab>: nodes (count)', '<lab>: longest wait, by arrival'],
    )
  })
})
