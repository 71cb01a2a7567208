import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { stamps } from '../../../src/server/feed/stamps.ts'
import { at, HOUR } from '../../support/time.ts'
import { ANSWER } from './support.ts'

describe('the stamps', () => {
  const [eight, nine] = [at('08:00'), at('09:00')]
  const other = { ...ANSWER, title: '⚠ Data 8: 70 of 350 will not find a seat' }

  it('stay while an entry says the same, whatever others say', () => {
    const stamped = stamps()
    const [first] = stamped([ANSWER], eight)
    const [again, added] = stamped([ANSWER, { ...other, key: 'b 1' }], nine)
    assert.deepEqual(again, first)
    assert.equal(added?.modifiedMs, nine)
  })
  it('rise when it says something else, within one second too', () => {
    const stamped = stamps()
    const [first] = stamped([ANSWER], eight)
    const [second] = stamped([other], eight + 100)
    const [third] = stamped([ANSWER], eight + 200)
    assert.deepEqual(
      [first, second, third].map((one) => one && [one.modifiedMs - eight, one.sequence - (first?.sequence ?? 0)]),
      [
        [0, 0],
        [1000, 1],
        [2000, 2],
      ],
    )
    assert.equal(new Set([first?.uid, second?.uid, third?.uid]).size, 1)
  })
  it('are later than all before also on another replica, and after a restart', () => {
    const [here, there] = [stamps(), stamps()]
    const [old] = here([ANSWER], eight)
    const [fresh] = there([other], eight + HOUR)
    assert.ok(old && fresh && fresh.sequence > old.sequence && fresh.modifiedMs > old.modifiedMs)
    assert.equal(fresh.uid, old.uid)
  })
})
