import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { fingerprint } from '../../../src/domain/fingerprint.ts'
import { classesOf } from '../../../src/domain/snapshot/classes.ts'
import { verdictKey } from '../../../src/domain/verdict/memory.ts'
import type { Verdict } from '../../../src/domain/verdict/verdict.ts'
import { userPool } from '../../support/config.ts'
import { stepAt } from '../../support/snapshot.ts'
import { at, MINUTE } from '../../support/time.ts'

const verdict = (more: Partial<Verdict> = {}): Verdict => ({
  ...{ pool: 'user', uid: fingerprint('data8'), startMs: at('09:00'), announced: 230, came: 338, late: 42 },
  longestMs: 250_000,
  ...more,
})
const seen = (verdicts: readonly Verdict[], values: object = {}) => {
  const kept = Object.fromEntries(verdicts.map((one) => [verdictKey(one), one]))
  const world = {
    config: userPool(values),
    events: [{ title: 'Data 8', uid: 'data8', asks: { user: { students: 230 } } }],
  }
  const memory = { ...NO_MEMORY, verdicts: { lives: {}, verdicts: kept } }
  return classesOf(stepAt('10:00', world, { memory }))
}

describe('classes that were', () => {
  it('are told by what came of them, in numbers and words', () => {
    const cost = { paid: 24.56, used: 17.1, oracle: 19.8 }
    const more = { readyAtStart: 190, allReadyMs: 14 * MINUTE, cost, advice: { kind: 'write', students: 320 } as const }
    assert.deepEqual(seen([verdict(more)], { pricePerNodeHour: 0.4 }), [
      {
        ...{ pool: 'user', title: 'Data 8', startsAt: '2026-03-24T09:00:00Z', announced: 230, came: 338, late: 42 },
        text: '338 of 230 came, 42 waited, the longest 4 min 10 s',
        longestSeconds: 250,
        readyAtStart: 190,
        allReadyAt: '2026-03-24T09:14:00Z',
        nodeHours: { paid: 24.6, used: 17.1, perfect: 19.8 },
        cost: 9.82,
        advice: 'Write 320 next time',
      },
    ])
  })
  it('the last one first; one that the calendar does not name has no title, and what is not known is missing', () => {
    const known = seen([verdict({ startMs: at('08:00') }), verdict({ uid: 'gone', startMs: at('08:30') })])
    const first = known.find(({ startsAt }) => startsAt === '2026-03-24T08:30:00Z')
    const starts = known.map(({ startsAt }) => startsAt)
    assert.deepEqual(starts, starts.toSorted().toReversed())
    assert.ok(first && known.length >= 2)
    for (const key of ['title', 'readyAtStart', 'allReadyAt', 'nodeHours', 'cost', 'advice'])
      assert.ok(!(key in first), key)
  })
  it('are none before the first decision', () => assert.deepEqual(classesOf(undefined), []))
})
