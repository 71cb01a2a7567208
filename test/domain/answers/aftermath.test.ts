import assert from 'node:assert/strict'
import { it } from 'node:test'
import { aftermaths } from '../../../src/domain/answers/aftermath.ts'
import { fingerprint } from '../../../src/domain/fingerprint.ts'
import type { Verdict } from '../../../src/domain/verdict/verdict.ts'
import { at, MINUTE } from '../../support/time.ts'

const verdict = (more: Partial<Verdict>): Verdict => ({
  ...{ pool: 'user', uid: fingerprint('lab'), startMs: at('09:00'), announced: 30, came: 20, late: 0, longestMs: 0 },
  ...more,
})

it('a class that asked several pools is told pool by pool, and went well if each did', () => {
  const of = aftermaths(
    [verdict({ pool: 'user', readyAtStart: 9 }), verdict({ pool: 'gpu', came: 9, late: 6, longestMs: 2 * MINUTE })],
    'utc',
  )
  assert.deepEqual(of('lab', at('09:00')), {
    wasWell: false,
    text: 'gpu: 9 of 30 came, 6 waited, the longest 2 min; user: 20 of 30 came, nobody waited',
    lines: ['user: 9 seats were ready at the start'],
  })
})

it('nobody is told of another class, or of another time of it', () => {
  const of = aftermaths([verdict({})], 'utc')
  assert.equal(of('lab', at('10:00')), undefined)
  assert.equal(of('exam', at('09:00')), undefined)
})
