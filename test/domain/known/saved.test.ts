import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { savedOf } from '../../../src/domain/known/saved.ts'
import { saySaved } from '../../../src/domain/known/say.ts'
import { remembered, type SeriesSpec } from '../../support/memories.ts'

const saved = (perNode: number | undefined, ...specs: SeriesSpec[]) =>
  savedOf(Object.values(remembered(...specs)), perNode)

describe('what the history would have saved', () => {
  it('each class by what was known before it: 80 then 64 then 72 of 210', () => {
    // 100 = 80 × 1.25, 85 = 80 × 1.0625, 83 = 80 × (1 + 1/36): rounded up.
    const expected = [100, 85, 83]
    const seats = expected.reduce((sum, one) => sum + 210 - one, 0) / 3
    assert.deepEqual(saved(28, { came: [80, 64, 72, 79] }), {
      times: 3,
      seats: Math.round(seats),
      // 8 nodes are announced; 4, 4 and 3 would do.
      nodes: 4.3,
      short: 0,
    })
  })
  it('says nothing before four weeks, nor of numbers that nobody wrote', () => {
    assert.equal(saved(28, { came: [80, 64, 72] }), undefined)
    assert.equal(saved(28, { announced: 0, came: [80, 64, 72, 79] }), undefined)
    assert.equal(saved(28), undefined)
  })
  it('tells those to which more came, and that more would have been held', () => {
    const { seats = 0, short } = saved(undefined, { announced: 20, came: [40, 40, 90, 40] }) ?? {}
    assert.ok(seats < 0, String(seats))
    assert.equal(short, 1)
  })
  it('a class that did not take place would have been held for as well', () =>
    assert.equal(saved(28, { came: [80, 64, -1, 72] })?.times, 3))
  it('of several series is the mean of all their classes', () =>
    assert.equal(saved(28, { came: [80, 64, 72, 79] }, { title: 'Poetry', came: [20, 20] })?.times, 4))
})

describe('its sentence', () => {
  for (const [one, says] of [
    [
      { times: 3, seats: 120, nodes: 4.3, short: 0 },
      /^forecast\.history: on would have saved 120 seats \(4\.3 nodes\) at the start on average of the last 3 classes; to none of them more came/,
    ],
    [
      { times: 1, seats: 1, short: 1 },
      /would have saved 1 seat at the start on average of the last class; to 1 of them more came than it expected$/,
    ],
    [{ times: 2, seats: -7, nodes: -1, short: 0 }, /would have held 7 seats \(1 node\) more at the start/],
    [{ times: 2, seats: 0, nodes: 0, short: 0 }, /would have saved nothing at the start/],
  ] as const)
    it(saySaved(one), () => assert.match(saySaved(one), says))
})
