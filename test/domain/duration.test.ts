import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseDuration, sayDuration } from '../../src/domain/duration.ts'
import { fc } from '../support/properties.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../support/time.ts'

describe('a duration', () => {
  const table: [unknown, number][] = [
    [600, 10 * MINUTE],
    [0, 0],
    [0.5, 500],
    ['600', 10 * MINUTE],
    ['0', 0],
    ['1.5', 1500],
    ['10m', 10 * MINUTE],
    ['10 m', 10 * MINUTE],
    ['10M', 10 * MINUTE],
    [' 10m ', 10 * MINUTE],
    ['90s', 90 * SECOND],
    ['1h30m', 90 * MINUTE],
    ['1h 30m', 90 * MINUTE],
    ['1.5h', 90 * MINUTE],
    ['500ms', 500],
    ['24h', DAY],
    ['1d', DAY],
    ['2w', 14 * DAY],
    ['1d12h', 36 * HOUR],
    ['PT10M', 10 * MINUTE],
    ['pt10m', 10 * MINUTE],
    ['P1D', DAY],
    ['P1DT2H', 26 * HOUR],
    ['0s', 0],
  ]
  for (const [value, expected] of table)
    it(`${JSON.stringify(value)} is ${expected} ms`, () => assert.equal(parseDuration(value), expected))

  const garbage: unknown[] = [
    '',
    ' ',
    '-10m',
    '-5',
    -5,
    '10 minutes',
    '10min',
    'm',
    '10x',
    '10m5',
    '1h-30m',
    'ten',
    'P',
    'PT',
    'PT-10M',
    '-PT10M',
    '10:00',
    '1e3',
    'Infinity',
    Number.NaN,
    Number.POSITIVE_INFINITY,
    null,
    undefined,
    true,
    [],
    {},
    [600],
  ]
  for (const value of garbage)
    it(`${typeof value} ${JSON.stringify(value)} is none`, () => assert.equal(parseDuration(value), undefined))

  it('never throws, never is negative', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double()), (value) => {
        const ms = parseDuration(value)
        assert.ok(ms === undefined || ms >= 0)
      }),
    )
  })
})

describe('a duration in a sentence', () => {
  const table: [number, string][] = [
    [0, '0 s'],
    [45 * SECOND, '45 s'],
    [59_600, '1 min'],
    [10 * MINUTE, '10 min'],
    [90 * SECOND, '1 min 30 s'],
    [HOUR, '1 h'],
    [90 * MINUTE, '1 h 30 min'],
    [24 * HOUR, '24 h'],
  ]
  for (const [ms, said] of table) it(`${ms} ms: ${said}`, () => assert.equal(sayDuration(ms), said))
})
