import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { KEPT_MINUTES, LINES, NOT_SEEN } from '../../../src/domain/history/lines.ts'
import { type PackedHistory, pack, unpack } from '../../../src/domain/history/packed.ts'
import { histories } from '../../support/memories.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { aPool } from './points.ts'

const bytesOf = (packed: PackedHistory) => Buffer.byteLength(JSON.stringify(packed))
const all = (line: string): PackedHistory => ({ from: 1, lines: LINES.map(() => line) })

describe('a packed history', () => {
  it('comes back as it was', () =>
    fc.assert(
      fc.property(histories, (one) => assert.deepEqual(unpack(pack(one)), one)),
      RUNS,
    ))

  it('is a few bytes for a day on which nothing happened', () => {
    const packed = pack(aPool(29_000_000, ...Array.from({ length: KEPT_MINUTES }, () => 12)))
    assert.equal(packed.lines[0], '12*1440')
    assert.ok(bytesOf(packed) < 200)
  })

  it('is below 10 KB for a day of classes on which the count changes every minute from 8 to 20', () => {
    const count = (minute: number) =>
      minute < 480 || minute > 1200 ? 3 : Math.round(150 + 140 * Math.sin(minute / 31) + ((minute * 7) % 5))
    const packed = pack(aPool(29_000_000, ...Array.from({ length: KEPT_MINUTES }, (_, minute) => count(minute))))
    assert.ok(bytesOf(packed) < 10_000, `${bytesOf(packed)} bytes`)
  })

  it('of another version has the lines that both know', () => {
    const { from, lines } = pack(aPool(7, 3, 4))
    assert.deepEqual(unpack({ from, lines: [...lines, '1*2'] }), aPool(7, 3, 4))
    assert.deepEqual(unpack({ from, lines: lines.slice(0, 2) })?.lines.seats, [NOT_SEEN, NOT_SEEN])
  })

  for (const text of ['', 'x', '1  2', '-2', '1*0', '1*1441', '1e9', '1*999999', '99999999999', '1*1440 1', '5*-1'])
    it(`"${text}" was not written by us, and is none`, () => assert.equal(unpack(all(text)), undefined))
})
