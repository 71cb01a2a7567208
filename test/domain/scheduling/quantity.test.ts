import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseQuantity, sayBytes, sayMilliCores } from '../../../src/domain/scheduling/quantity.ts'
import { fc } from '../../support/properties.ts'

describe('a quantity in whole units', () => {
  const table: [unknown, number][] = [
    ['0', 0],
    ['1', 1],
    [1, 1],
    [60929654784, 60929654784],
    ['60929654784', 60929654784],
    ['+5', 5],
    ['-5', -5],
    ['-0', 0],
    ['1Ki', 2 ** 10],
    ['1Mi', 2 ** 20],
    ['1Gi', 2 ** 30],
    ['1Ti', 2 ** 40],
    ['1Pi', 2 ** 50],
    ['1Ei', 2 ** 60],
    ['1k', 1e3],
    ['1M', 1e6],
    ['1G', 1e9],
    ['1T', 1e12],
    ['1P', 1e15],
    ['1E', 1e18],
    ['500M', 500e6],
    ['2G', 2e9],
    ['1.5Gi', 1.5 * 2 ** 30],
    ['0.1Gi', 107374183], // 107374182.4
    ['.5Ki', 512],
    ['5.', 5],
    ['1e3', 1000],
    ['1E3', 1000],
    ['1e+3', 1000],
    ['12e-1', 2], // 1.2
    [1e21, 1e21], // String(1e21) is '1e+21'
    ['0.1', 1],
    ['100m', 1],
    ['1000m', 1],
    ['1001m', 2],
    ['-1001m', -2],
    ['1n', 1],
    ['1u', 1],
    ['0.0000000001', 1],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ]
  for (const [value, units] of table)
    it(`${JSON.stringify(value)} is ${units}`, () => assert.equal(parseQuantity(value), units))
})

describe('a quantity of CPU in milli-cores', () => {
  const table: [unknown, number][] = [
    ['500m', 500],
    ['0.5', 500],
    [0.5, 500],
    ['2', 2000],
    ['1.1', 1100], // 1.1 * 1000 is 1100.0000000000002 in floating point
    [1.1, 1100],
    ['0.07', 70],
    ['2.3', 2300],
    ['1.0001', 1001],
    ['100u', 1],
    ['1500000n', 2],
    ['1e-3', 1],
    ['1k', 1_000_000],
  ]
  for (const [value, milli] of table)
    it(`${JSON.stringify(value)} is ${milli}m`, () => assert.equal(parseQuantity(value, 1000), milli))

  it('reads what a milli-core count is written as, exactly', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), (milli) => {
        assert.equal(parseQuantity(sayMilliCores(milli), 1000), milli)
        assert.equal(parseQuantity((milli / 1000).toFixed(3), 1000), milli)
      }),
    )
  })
})

describe('no quantity', () => {
  const garbage: unknown[] = [
    '',
    ' ',
    '.',
    '+',
    '-',
    'm',
    'Gi',
    '1 Gi',
    ' 1',
    '1 ',
    '1K',
    '1ki',
    '1KI',
    '1gi',
    '1MiB',
    '1GB',
    '1e',
    '1e3Ki',
    '1mm',
    '1,5',
    '1.2.3',
    '1_000',
    '0x10',
    'Infinity',
    'NaN',
    '١',
    '1\n',
    '1e999',
    `1${'0'.repeat(70)}`,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    null,
    undefined,
    true,
    false,
    [],
    ['1'],
    {},
    1n,
  ]
  for (const value of garbage)
    it(`${typeof value} ${JSON.stringify(typeof value === 'bigint' ? String(value) : value)}`, () => {
      assert.equal(parseQuantity(value), undefined)
      assert.equal(parseQuantity(value, 1000), undefined)
    })

  it('never throws, and takes no long numbers to compute', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const amount = parseQuantity(text)
        assert.ok(amount === undefined || Number.isFinite(amount))
      }),
    )
  })
})

describe('amounts as manifests write them', () => {
  const bytes: [number, string][] = [
    [0, '0'],
    [1, '1'],
    [1023, '1023'],
    [1024, '1Ki'],
    [28 * 2 ** 30, '28Gi'],
    [60929654784, '59501616Ki'],
    [1536 * 2 ** 20, '1536Mi'],
    [1e9, '1000000000'],
  ]
  for (const [amount, text] of bytes)
    it(`${amount} bytes are ${text}`, () => {
      assert.equal(sayBytes(amount), text)
      assert.equal(parseQuantity(text), amount)
    })

  const milli: [number, string][] = [
    [0, '0'],
    [1, '1m'],
    [500, '500m'],
    [1000, '1'],
    [1500, '1500m'],
  ]
  for (const [amount, text] of milli)
    it(`${amount} milli-cores are ${text}`, () => assert.equal(sayMilliCores(amount), text))
})
