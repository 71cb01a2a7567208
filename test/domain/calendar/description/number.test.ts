import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { numberAt } from '../../../../src/domain/calendar/description/number.ts'
import { NUMBER_PHRASES } from '../../../../src/domain/calendar/description/words/numbers.ts'

describe('numbers in words', () => {
  const spelled: readonly [string, number][] = [
    ['one', 1],
    ['twelve', 12],
    ['ninety-nine', 99],
    ['a hundred', 100],
    ['three hundred and fifty', 350],
    ['one thousand two hundred', 1200],
    ['einundzwanzig', 21],
    ['siebenundneunzig', 97],
    ['dreißig', 30],
    ['dreissig', 30],
    ['dreihundertfünfzig', 350],
    ['vingt et un', 21],
    ['soixante et onze', 71],
    ['quatre-vingt-un', 81],
    ['quatre-vingt-dix-neuf', 99],
    ['nonante-neuf', 99],
    ['trois cents', 300],
    ['veintitrés', 23],
    ['treinta y uno', 31],
    ['ventotto', 28],
    ['trentuno', 31],
    ['trecento', 300],
    ['trinta e cinco', 35],
    ['eenentwintig', 21],
    ['drieëndertig', 33],
    ['dwadzieścia jeden', 21],
    ['dvacet pět', 25],
    ['pětadvacet', 25],
    ['trettiofem', 35],
    ['十二', 12],
    ['三百五十', 350],
    ['两百', 200],
  ]
  for (const [words, value] of spelled)
    it(words, () => assert.deepEqual(numberAt(words), { value, rest: '', form: 'words' }))

  it('each from one to a hundred, in ten languages, is itself', () => {
    assert(NUMBER_PHRASES.size > 900, `${NUMBER_PHRASES.size}`)
    for (const [words, value] of NUMBER_PHRASES) assert.equal(numberAt(words)?.value, value, words)
    assert.deepEqual(
      [...Array(100).keys()].filter((n) => [...NUMBER_PHRASES.values()].filter((one) => one === n + 1).length < 5),
      [],
    )
  })

  for (const none of ['oneself', 'hundreds', 'unless', 'many', 'Dutch', 'huitres'])
    it(`no number: ${none}`, () => assert.equal(numberAt(none), undefined))
})

describe('digits', () => {
  const written: readonly [string, number, string][] = [
    ['350', 350, ''],
    ['1,200', 1200, ''],
    ['1.200', 1200, ''],
    ['1 200 people', 1200, ' people'],
    ["12'345'678", 12_345_678, ''],
    ['1,200.00', 1200, ''],
    ['1.200,00', 1200, ''],
    ['1,200, 20', 1200, ', 20'],
    ['350.0', 350, ''],
    ['1.5', 1.5, ''],
    ['0.200', 0.2, ''],
    ['12.5.2026', 12.5, '.2026'],
    ['9:30', 9, ':30'],
    ['2k', 2000, ''],
    ['1.2k', 1200, ''],
    ['1,20', 1.2, ''],
  ]
  for (const [text, value, rest] of written)
    it(text, () => {
      const found = numberAt(text)
      assert.deepEqual([found?.value, found?.rest], [value, rest])
    })
})
