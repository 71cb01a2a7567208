import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Story, Visit } from '../../src/rehearsal/ledger.ts'
import { exitCodeOf, resultOf } from '../../src/rehearsal/result.ts'
import { sayClock, sayLeft, sayPlan, sayProgress, sayResult } from '../../src/rehearsal/say.ts'
import { plan } from './support.ts'

const story = (visits: readonly Visit[], more: Partial<Story> = {}): Story => ({
  beganMs: 1000,
  visits,
  boots: [],
  evicted: 0,
  ...more,
})
const waited = (...seconds: number[]): Visit[] => seconds.map((s) => ({ arrivedMs: 1000, seatedMs: 1000 + s * 1000 }))
const atMs = 91_000

describe('what came of it', () => {
  it('waits by nearest rank; 30 s sharp is not more than 30 s', () => {
    const visits = waited(...Array.from({ length: 99 }, () => 2), 30, 31, 40)
    const { waits, seated } = resultOf(plan({ users: 102 }), story(visits), { atMs, isInterrupted: false })
    assert.equal(seated, 102)
    assert.deepEqual(waits, { people: 102, p50Seconds: 2, p99Seconds: 31, maxSeconds: 40, beyond30Seconds: 2 })
  })
  it('who got no seat counts with the time until the end, who was refused not at all', () => {
    const visits: Visit[] = [{ arrivedMs: 1000 }, { arrivedMs: 1000, refused: 'quota' }, ...waited(1)]
    const result = resultOf(plan(), story(visits), { atMs, isInterrupted: false })
    assert.deepEqual([result.waits.people, result.waits.maxSeconds, result.waits.beyond30Seconds], [2, 90, 1])
    assert.deepEqual([result.refused, result.refusedBecause], [1, 'quota'])
  })
  it('before anybody came', () => {
    const { waits } = resultOf(plan(), story([]), { atMs, isInterrupted: true })
    assert.deepEqual(waits, { people: 0, p50Seconds: 0, p99Seconds: 0, maxSeconds: 0, beyond30Seconds: 0 })
  })
  it('the exit code: all seated, not all, interrupted, and what is left in the cluster', () => {
    const code = (visits: readonly Visit[], { isInterrupted = false, isGone = true } = {}) =>
      exitCodeOf(resultOf(plan({ users: 2 }), story(visits), { atMs, isInterrupted }), isGone)
    assert.deepEqual([code(waited(1, 1)), code(waited(1)), code(waited(1), { isInterrupted: true })], [0, 1, 130])
    assert.deepEqual(
      [code(waited(1, 1), { isGone: false }), code(waited(1), { isGone: false, isInterrupted: true })],
      [1, 130],
    )
  })
})

describe('what is said', () => {
  const boots = [
    { node: 'n2', registeredMs: 40_000, readyMs: 46_000 },
    { node: 'n3', registeredMs: 50_000 },
  ]
  const visits: Visit[] = [
    ...waited(0.4, 45),
    { arrivedMs: 1000 },
    { arrivedMs: 1000, refused: 'no quota' },
    { arrivedMs: 1000, isLost: true },
  ]
  const result = resultOf(plan({ users: 6 }), story(visits, { boots, evicted: 1 }), { atMs, isInterrupted: true })

  it('at the beginning', () =>
    assert.equal(
      sayPlan(plan({ users: 28, overMs: 120_000 }), 'the context prod, namespace hub'),
      'Rehearsal k3x9: 28 user-dummies in the pool `user` of the context prod, namespace hub, over 2 min. Ctrl-C ends it and takes them away.',
    ))
  it('meanwhile', () => {
    assert.equal(
      sayProgress(result),
      '5 of 6 have come, 2 have a seat, 1 waits, 1 was refused, 1 lost their pod, 1 of 2 new nodes ready, 1 placeholder evicted',
    )
    assert.deepEqual([sayClock(0), sayClock(65_999), sayClock(3_600_000)], ['0:00', '1:05', '60:00'])
  })
  it('of what is left', () => {
    const away = 'the cluster deletes all of it within 2 min 20 s of its begin'
    const atOnce = 'At once: kubectl -n hub delete job rehearsal-k3x9'
    assert.equal(sayLeft(plan(), 3, 'hub'), `3 of its pods are still there; ${away}. ${atOnce}`)
    assert.equal(sayLeft(plan(), 1, 'hub'), `1 of its pods is still there; ${away}. ${atOnce}`)
    assert.equal(sayLeft(plan(), 0, 'hub'), `Its Job is still there; ${away}. ${atOnce}`)
  })
  it('at the end', () =>
    assert.equal(
      sayResult(result),
      `2 of 6 user-dummies got a seat in the pool \`user\`.
  interrupted   1 had not come yet, 1 waited
  refused       1: no quota
  lost          1: somebody removed their pods before they ran
  waits         p50 45 s, p99 1 min 30 s, longest 1 min 30 s; 3 of 4 waited more than 30 s
  nodes booted  2: n2 (ready after 45 s), n3 (not ready yet)
  placeholders  1 evicted`,
    ))
})
