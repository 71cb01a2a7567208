import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { shown, shownOnOneLine, shownWithin } from '../../src/terminal/shown.ts'
import { fc } from '../support/properties.ts'
import { EVERYTHING, hostile, STEERING, steeringIn } from './hostile.ts'

describe('a text on its way to a terminal', () => {
  for (const [what, text, says] of [
    ['words', 'Prüfung 試験 👩‍🏫 שלום e\u0301', 'Prüfung 試験 👩‍🏫 שלום e\u0301'],
    ['lines and tabs', 'a\tb\nc\r\nd', 'a\tb\nc\r\nd'],
    ['a screen that would be cleared', 'Exam\u001b[2J', 'Exam\\u001b[2J'],
    ['the same in one character', 'Exam\u009b2J', 'Exam\\u009b2J'],
    ['a line that would be written over', 'all is lost\rall is well', 'all is lost\\u000dall is well'],
    ['a text turned round', 'a\u202eb\u2066c\u200ed\u061ce', 'a\\u202eb\\u2066c\\u200ed\\u061ce'],
    ['a deletion, and the ends of lines that few know', 'a\u007fb\u0085c\u2028d', 'a\\u007fb\\u0085c\\u2028d'],
  ] as const)
    it(what, () => assert.equal(shown(text), says))

  it('has each of those characters in writing', () => {
    for (const one of STEERING) assert.match(shown(one), /^\\u[0-9a-f]{4}$/)
    assert.deepEqual(steeringIn(shown(EVERYTHING)), [])
  })

  it('is shown once, however often', () =>
    fc.assert(fc.property(hostile, (text) => assert.equal(shown(shown(text)), shown(text)))))

  it('that is JSON is still JSON, and says the same', () =>
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ unit: 'binary' })), (text) =>
        assert.deepEqual(JSON.parse(shown(JSON.stringify({ [text]: [text] }, null, 2))), { [text]: [text] }),
      ),
    ))

  it('stands on one line beside other things', () =>
    assert.equal(shownOnOneLine('a\r\nb\tc\n\n\u001bd'), 'a b c \\u001bd'))

  it('is found wherever it is in JSON, keys included', () =>
    assert.deepEqual(shownWithin({ 'a\u001b': ['b\u202e', { c: null, d: 1, e: true }] }), {
      'a\\u001b': ['b\\u202e', { c: null, d: 1, e: true }],
    }))

  it('in JSON that is deeper than anything we show is left out', () => {
    let deep: unknown = EVERYTHING
    for (let level = 0; level < 100_000; level++) deep = [deep]
    assert.deepEqual(steeringIn(JSON.stringify(shownWithin(deep))), [])
  })
})
