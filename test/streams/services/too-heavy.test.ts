import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { VirtualTimeScheduler } from 'rxjs'
import { tooHeavy } from '../../../streams/services/too-heavy.ts'

describe('what was too heavy lately', () => {
  it('is not tried for a minute', () => {
    const scheduler = new VirtualTimeScheduler()
    const heavy = tooHeavy(scheduler)
    assert.equal(heavy.whyNot('a'), undefined)
    const said = heavy.note('a', 'it takes more than 1 s')
    assert.equal(said, 'it takes more than 1 s; unless it is changed, it is tried again after 1 min')
    assert.deepEqual([heavy.whyNot('a'), heavy.whyNot('b')], [said, undefined])
    scheduler.frame = 59_999
    assert.equal(heavy.whyNot('a'), said)
    scheduler.frame = 60_000
    assert.equal(heavy.whyNot('a'), undefined)
  })

  it('of very many the last are known', () => {
    const heavy = tooHeavy(new VirtualTimeScheduler())
    for (let at = 0; at < 60; at += 1) heavy.note(`${at}`, 'x')
    assert.deepEqual(
      ['9', '10', '59'].map((key) => heavy.whyNot(key) !== undefined),
      [false, true, true],
    )
  })
})
