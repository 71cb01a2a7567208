import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { broken, examined, warning } from '../../../src/domain/doctor/finding.ts'
import { findingsOf, sayVerdict, verdictOf } from '../../../src/domain/doctor/verdict.ts'

const well = examined('cluster', { well: ['it answers'] })
const down = examined('pools', { findings: [broken('a', 'is down', 'start a')] })
const late = examined('hub', { findings: [warning('b', 'is late', 'hurry b')] })
const dark = examined('access', { unchecked: [{ what: 'c', because: 'd' }] })

describe('the verdict', () => {
  for (const [name, all, exitCode, says] of [
    ['all is well', [well], 0, 'all is well'],
    ['a warning', [well, late], 1, '1 warning'],
    ['a warning and something broken', [down, late, down], 2, '2 things are broken, 1 warning'],
    ['something broken', [down], 2, '1 thing is broken'],
    [
      'not all could be looked at',
      [well, dark],
      1,
      'nothing is wrong with what was checked; 1 check could not be made',
    ],
    ['that, and something broken', [down, dark, dark], 2, '1 thing is broken; 2 checks could not be made'],
  ] as const)
    it(name, () => {
      const verdict = verdictOf(all)
      assert.deepEqual([verdict.exitCode, sayVerdict(verdict)], [exitCode, says])
    })
})

it('findings of a severity know their topic', () =>
  assert.deepEqual(
    findingsOf([late, down, well], 'broken').map(({ topic, where }) => [topic, where]),
    [['pools', 'a']],
  ))
