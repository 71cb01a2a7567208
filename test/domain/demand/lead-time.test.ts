import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { leadTimeOf, sayLeadTime } from '../../../src/domain/demand/lead-time.ts'
import { boots } from '../../support/boots.ts'
import { MINUTE } from '../../support/time.ts'

const several = (count: number, minutes: number) => Array.from({ length: count }, () => minutes)

describe('the learned lead time', () => {
  const table: [string, readonly number[], number][] = [
    ['of no boot is 10 min', [], 10],
    ['of four is 10 min', [1, 1, 1, 1], 10],
    ['of five is learned', [3, 3, 3, 3, 3], 3],
    ['of five is the longest', [1, 9, 2, 3, 4], 9],
    ['of ten leaves one out', [...several(9, 3), 20], 3],
    ['of ten does not leave out two', [...several(8, 3), 20, 21], 20],
    ['of eleven leaves one out', [...several(10, 3), 20], 3],
    ['of fifty leaves five out', [...several(45, 3), ...several(5, 20)], 3],
    ['of fifty does not leave out six', [...several(44, 3), ...several(6, 20)], 20],
    ['is rounded up to a minute', several(5, 3.01), 4],
    ['is a minute at least', several(5, 1 / 60), 1],
    ['is a whole minute as it is', several(5, 4), 4],
    ['is 30 min at most', several(5, 45), 30],
  ]
  for (const [name, minutes, expected] of table)
    it(name, () => assert.equal(leadTimeOf(boots(...minutes)).ms, expected * MINUTE))

  it('does not depend on the order of boots', () =>
    assert.deepEqual(leadTimeOf(boots(1, 9, 2, 3, 4)), leadTimeOf(boots(9, 4, 3, 2, 1))))
  it('says from what it is learned', () => {
    assert.equal(sayLeadTime(leadTimeOf(boots(3.2, 4, 5, 6.5, 6))), '7 min: p90 of 5 boots, 3 min 12 s to 6 min 30 s')
    assert.equal(sayLeadTime(leadTimeOf(boots(4, 5))), '10 min until 5 boots were seen (2 so far)')
  })
})
