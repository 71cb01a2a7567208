import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { BINS } from '../../../src/domain/forecast/bins.ts'
import { PRIOR, poolCurve, seriesCurve, shareBy } from '../../../src/domain/forecast/curve.ts'
import { fc } from '../../support/properties.ts'
import { MINUTE } from '../../support/time.ts'

const total = (curve: readonly number[]) => curve.reduce((sum, share) => sum + share, 0)
const counts = fc.array(fc.nat(500), { minLength: BINS, maxLength: BINS })

describe('how people come', () => {
  const table: [string, number, number][] = [
    ['nobody half an hour before', -30, 0],
    ['a fifth five minutes before', -5, 0.2],
    ['half-way within a bin', 2.5, 0.455],
    ['most after a quarter of an hour', 15, 0.83],
    ['all in the end', 45, 1],
    ['and nobody later', 90, 1],
  ]
  for (const [name, minutes, share] of table)
    it(name, () => assert.ok(Math.abs(shareBy(PRIOR, minutes * MINUTE) - share) < 1e-9))
  it('a pool that nobody came to yet has the prior', () =>
    assert.ok(poolCurve([]).every((share, bin) => Math.abs(share - (PRIOR[bin] ?? 0)) < 1e-12)))
  it('what was seen often outweighs it', () => {
    const early = Array.from({ length: BINS }, (_, bin) => (bin === 0 ? 6000 : 0))
    assert.ok(shareBy(seriesCurve(poolCurve([]), early), -25 * MINUTE) > 0.98)
  })
  it('is a share of 1 that never falls, whatever was counted', () =>
    fc.assert(
      fc.property(counts, counts, fc.integer({ min: -40, max: 60 }), fc.nat(20), (pool, own, at, more) => {
        const curve = seriesCurve(poolCurve(pool), own)
        assert.ok(Math.abs(total(curve) - 1) < 1e-9)
        assert.ok(shareBy(curve, (at + more) * MINUTE) >= shareBy(curve, at * MINUTE) - 1e-12)
      }),
    ))
})
