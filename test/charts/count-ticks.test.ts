import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { halvesOf, niceTop, wholeTicks } from '../../src/charts/count-ticks.ts'
import { fc } from '../support/properties.ts'

describe('niceTop', () => {
  it('is above the value, not far, and its half is whole', () => {
    for (const [value, top] of [
      [0, 2],
      [1, 2],
      [3, 4],
      [13, 16],
      [28, 30],
      [350, 400],
      [450, 500],
      [1234, 1600],
    ] as const)
      assert.equal(niceTop(value), top, `${value}`)
    fc.assert(
      fc.property(fc.nat(1_000_000), (value) => {
        const top = niceTop(value)
        assert.ok(top >= value && Number.isInteger(top / 2))
        assert.ok(top <= Math.max(2, 2 * value), `${top}`)
      }),
    )
  })
})

describe('halvesOf', () => {
  it('nothing, the half and the whole, said as asked', () => {
    assert.deepEqual(
      halvesOf(3).map(({ text }) => text),
      ['0', '1.5', '3'],
    )
    assert.deepEqual(
      halvesOf(120, (value) => `${value} s`),
      [
        { at: 0, text: '0 s' },
        { at: 60, text: '60 s' },
        { at: 120, text: '120 s' },
      ],
    )
  })
})

describe('wholeTicks', () => {
  it('two to five whole numbers in even steps, from nothing on', () => {
    const said = (most: number) => wholeTicks(most).map(({ at }) => at)
    assert.deepEqual(said(1), [0, 1])
    assert.deepEqual(said(4), [0, 1, 2, 3, 4])
    assert.deepEqual(said(9), [0, 5])
    assert.deepEqual(said(12), [0, 5, 10])
    assert.deepEqual(said(350), [0, 100, 200, 300])
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), (most) => {
        const ticks = said(most)
        const step = ticks[1] ?? 0
        assert.ok(ticks.length >= 2 && ticks.length <= 5, ticks.join(' '))
        assert.ok(ticks.every((at, index) => at === index * step && Number.isInteger(at) && at <= most))
      }),
    )
  })
})
