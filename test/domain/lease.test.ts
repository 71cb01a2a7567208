import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  couldNotWrite,
  LEASE_TIMINGS,
  type Lease,
  type LeaseState,
  leadershipOf,
  leaseFrom,
  mayActAt,
  planLease,
  released,
  type SeenLease,
  sawLease,
  wroteLease,
} from '../../src/domain/lease.ts'

const NOW = 1_000_000
const { durationMs, renewMs, deadlineMs, retryMs } = LEASE_TIMINGS

const lease = (holder: string, resourceVersion = '7'): Lease => ({
  holder,
  durationMs,
  transitions: 3,
  resourceVersion,
})
const seen = (holder: string, forMs: number): SeenLease => ({ ...lease(holder), sinceMs: NOW - forMs })
const following = (forMs: number): LeaseState => ({ at: 'following', lease: seen('other', forMs) })
const leading = (forMs: number): LeaseState => ({ at: 'leading', lease: seen('me', forMs), renewedMs: NOW - forMs })
const free = (holder?: string): LeaseState => ({
  at: 'free',
  sinceMs: NOW,
  ...(holder === undefined ? {} : { lease: seen(holder, 100) }),
})

describe('what to do about the Lease', () => {
  const table: [name: string, state: LeaseState, act: string | undefined, mayAct: boolean, wakeInMs: number][] = [
    ['not seen yet: nothing', { at: 'waiting' }, undefined, false, Number.POSITIVE_INFINITY],
    ['no Lease: make it', free(), 'create', false, retryMs],
    ['nobody holds it: take it', free(''), 'take', false, retryMs],
    ['another holds it: wait until it could expire', following(4000), undefined, false, durationMs - 4000],
    ['another was silent for its duration: take it', following(durationMs), 'take', false, retryMs],
    [
      'taking it failed: wait before the next try',
      couldNotWrite(following(durationMs), NOW - 500, false),
      undefined,
      false,
      retryMs - 500,
    ],
    ['ours, fresh: act, and renew in time', leading(1000), undefined, true, renewMs - 1000],
    ['ours, due: renew', leading(renewMs), 'renew', true, retryMs],
    [
      'ours, renewing fails: act until the deadline',
      couldNotWrite(leading(9500), NOW - 100, false),
      undefined,
      true,
      500,
    ],
    ['ours, past the deadline: stop acting, go on trying', leading(deadlineMs), 'renew', false, retryMs],
    ['ours from before a restart: take it', free('me'), 'take', false, retryMs],
    ['given back: nothing, for ever', released(leading(1000)), undefined, false, Number.POSITIVE_INFINITY],
  ]
  for (const [name, state, act, mayAct, wakeInMs] of table)
    it(name, () => {
      const planned = planLease(state, NOW)
      assert.deepEqual([planned.act, mayActAt(state, NOW), planned.wakeAtMs - NOW], [act, mayAct, wakeInMs])
    })

  it('a leader stops acting before any other may start', () => {
    const ours: LeaseState = { at: 'leading', lease: { ...lease('me'), sinceMs: NOW }, renewedMs: NOW }
    const theirs: LeaseState = { at: 'following', lease: { ...lease('me'), sinceMs: NOW } }
    const theirsMs = planLease(theirs, NOW).wakeAtMs
    assert.equal(mayActAt(ours, NOW + deadlineMs - 1), true)
    assert.equal(mayActAt(ours, NOW + deadlineMs), false)
    assert.ok(NOW + deadlineMs < theirsMs)
  })
})

describe('what becomes of it', () => {
  const me = { identity: 'me', nowMs: NOW }
  const table: [name: string, before: LeaseState, shown: Lease | undefined, expected: LeaseState][] = [
    ['none at first', { at: 'waiting' }, undefined, { at: 'free', sinceMs: NOW }],
    ['another holds it at first', { at: 'waiting' }, lease('other'), following(0)],
    [
      'our name from before a restart',
      { at: 'waiting' },
      lease('me'),
      { ...free(), lease: seen('me', 0) } as LeaseState,
    ],
    ['the same version again changes nothing', following(4000), lease('other'), following(4000)],
    [
      'it is renewed by another',
      following(4000),
      lease('other', '8'),
      {
        at: 'following',
        lease: { ...lease('other', '8'), sinceMs: NOW },
      },
    ],
    [
      'we slept through it and another took it',
      leading(60_000),
      lease('other', '8'),
      {
        at: 'following',
        lease: { ...lease('other', '8'), sinceMs: NOW },
      },
    ],
    [
      'somebody else touched ours',
      leading(1000),
      lease('me', '8'),
      {
        at: 'leading',
        lease: { ...lease('me', '8'), sinceMs: NOW },
        renewedMs: NOW - 1000,
      },
    ],
    ['it is deleted', leading(1000), undefined, { at: 'free', sinceMs: NOW }],
    ['it is gone still', { at: 'free', sinceMs: NOW - 5 }, undefined, { at: 'free', sinceMs: NOW - 5 }],
    [
      'after it was given back it is only looked at',
      released(leading(9)),
      lease('other', '8'),
      {
        at: 'released',
        lease: { ...lease('other', '8'), sinceMs: NOW },
      },
    ],
  ]
  for (const [name, before, shown, expected] of table)
    it(name, () => assert.deepEqual(sawLease(before, shown, me), expected))

  it('a write of ours makes us leader from when it began, and forgets what failed before', () => {
    const before = couldNotWrite(following(durationMs), NOW - 3000, true)
    const after = wroteLease(before, lease('me', '8'), { startMs: NOW - 20, nowMs: NOW })
    assert.deepEqual(after, { at: 'leading', lease: { ...lease('me', '8'), sinceMs: NOW }, renewedMs: NOW - 20 })
  })

  it('a write that was under way when it was given back does not make us leader', () => {
    const after = wroteLease(released(free()), lease('me', '8'), { startMs: NOW - 20, nowMs: NOW })
    assert.deepEqual([after.at, mayActAt(after, NOW)], ['released', false])
  })

  it('what the API leaves out is nobody, and no version', () =>
    assert.deepEqual(leaseFrom({}), { holder: '', durationMs, transitions: 0, resourceVersion: '' }))
})

describe('who leads', () => {
  const table: [name: string, state: LeaseState, expected: object][] = [
    ['nothing is known yet', { at: 'waiting' }, {}],
    ['there is no Lease', { at: 'free', sinceMs: NOW - 9 }, { leaderlessSinceMs: NOW - 9 }],
    ['it was given back', { at: 'free', sinceMs: NOW, lease: seen('', 500) }, { leaderlessSinceMs: NOW - 500 }],
    ['it is held', following(durationMs - 1), { leader: 'other' }],
    ['it is not any more', following(durationMs + 700), { leaderlessSinceMs: NOW - 700 }],
    ['it is written, unseen by us', couldNotWrite(following(durationMs + 700), NOW - 2000, true), { leader: 'other' }],
    ['we do', leading(1000), { leader: 'me' }],
  ]
  for (const [name, state, expected] of table) it(name, () => assert.deepEqual(leadershipOf(state, NOW), expected))
})
