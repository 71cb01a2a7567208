import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Demand, demandPanel } from '../../src/charts/demand-panel.ts'
import { at, HOUR } from '../support/time.ts'
import { attributesOf } from './support.ts'

const VIEW = { fromMs: at('00:00'), toMs: at('00:00') + 24 * HOUR, zone: 'Europe/Berlin' }
const DEMAND: Demand = {
  pool: 'user',
  counted: 'placeholders asked for',
  levels: [
    { fromMs: VIEW.fromMs, toMs: at('08:50'), high: 1, events: [] },
    { fromMs: at('08:50'), toMs: at('12:00'), high: 3, events: ['Lab', 'Exam'] },
    { fromMs: at('12:00'), toMs: VIEW.toMs, high: 0, events: [] },
  ],
}

describe('the panel of a demand', () => {
  it('tells by which events or by the config something is asked; what asks nothing has no area', () => {
    const drawn = demandPanel(DEMAND, VIEW)
    assert.deepEqual(
      attributesOf(drawn, 'rect').map(({ class: name }) => name),
      ['standing', 'asked'],
    )
    assert.deepEqual(
      [...drawn.markup.matchAll(/<title>([^<]*)/g)].map(([, text]) => text),
      ['1 by the config', '3 for Lab, Exam'],
    )
    assert.match(drawn.markup, /class="label"[^>]*>3 Lab, Exam</)
  })
  it('steps over the whole time', () => {
    const [line] = attributesOf(demandPanel(DEMAND, VIEW), 'path')
    assert.equal(line?.class, 'demand')
    assert.match(String(line?.d), /^M56,113.3L381.4,113.3L381.4,52L498,52L498,144L940,144/)
  })
  it('times are of the zone, and it says of which', () => {
    const { markup } = demandPanel(DEMAND, VIEW)
    const times = [...markup.matchAll(/y="162" text-anchor="middle">([^<]*)/g)].map(([, text]) => text)
    assert.deepEqual(times.slice(0, 4), ['02:00', '04:00', '06:00', '08:00'])
    assert.ok(times.includes('Wed 25 Mar'))
    assert.match(markup, />placeholders asked for, times in Europe\/Berlin</)
    assert.match(
      demandPanel({ ...DEMAND, counted: 'seats asked for' }, { ...VIEW, zone: 'utc' }).markup,
      />seats asked for, times in UTC</,
    )
  })
  it('draws what there can be at the most, and has room for it', () => {
    const { markup } = demandPanel({ ...DEMAND, most: 10 }, VIEW)
    assert.match(markup, /class="limit"/)
    assert.match(markup, />10 at most</)
    assert.match(markup, />10</, 'the axis reaches it')
  })
})
