import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { NOTHING_TOLD, type Told, toldByBoth, toldFrom, toldText } from '../../../src/domain/notify/told.ts'
import { at } from '../../support/time.ts'

const TOLD: Told = {
  begun: {
    'waits user': { kind: 'waits', pool: 'user', sinceMs: at('09:00') },
    exam: { kind: 'doesNotFit', pool: 'user', sinceMs: at('08:00'), passesMs: at('12:00') },
  },
  once: { v: at('10:00') },
}

describe('what was told', () => {
  it('is written and read again', () => {
    assert.deepEqual(toldFrom(toldText(TOLD)), TOLD)
    assert.deepEqual(toldFrom(toldText(NOTHING_TOLD)), NOTHING_TOLD)
  })
  it('is written equally by all who remember the same', () => {
    const turn = <T extends object>(one: T) => Object.fromEntries(Object.entries(one).toReversed()) as T
    const begun = turn(TOLD.begun)
    const turned = { ...TOLD, begun: Object.fromEntries(Object.entries(begun).map(([key, one]) => [key, turn(one)])) }
    assert.equal(toldText(turned), toldText(TOLD))
  })
  it('has no word of what was said', () =>
    assert.deepEqual(Object.keys(JSON.parse(toldText(TOLD))), ['version', 'begun', 'once']))
  for (const [what, text] of [
    ['nothing', undefined],
    ['no JSON', '{'],
    ['another version', '{"version":2,"begun":{},"once":{}}'],
    ['another form', '{"version":1,"begun":[],"once":{}}'],
    ['a kind that there is not', '{"version":1,"begun":{"a":{"kind":"x","sinceMs":1}},"once":{}}'],
  ] as const)
    it(`is not known by ${what}`, () => assert.equal(toldFrom(text), undefined))
  it('is all that either of two has told', () => {
    const other: Told = { begun: { leader: { kind: 'leader', sinceMs: at('09:30') } }, once: { w: at('10:01') } }
    const both = toldByBoth(TOLD, other)
    assert.deepEqual(Object.keys(both.begun).toSorted(), ['exam', 'leader', 'waits user'])
    assert.deepEqual(Object.keys(both.once).toSorted(), ['v', 'w'])
  })
})
