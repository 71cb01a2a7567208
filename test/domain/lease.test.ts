import assert from 'node:assert/strict'
import { it } from 'node:test'
import { LEASE_TIMINGS, type LeaseInput, leadershipOf, planLease, type SeenLease } from '../../src/domain/lease.ts'

const NOW = 1_000_000
const { durationMs, renewMs, deadlineMs, retryMs } = LEASE_TIMINGS

const held = (holder: string, heldForMs: number): SeenLease => ({
  holder,
  durationMs,
  transitions: 3,
  resourceVersion: '7',
  sinceMs: NOW - heldForMs,
})
const plan = (input: Partial<LeaseInput>) =>
  planLease({ identity: 'me', seen: undefined, renewedMs: undefined, failedMs: undefined, nowMs: NOW, ...input })

const TABLE: readonly [
  name: string,
  input: Partial<LeaseInput>,
  act: string | undefined,
  leading: boolean,
  wakeInMs: number,
][] = [
  ['no Lease: make it', {}, 'create', false, retryMs],
  ['nobody holds it: take it', { seen: held('', 0) }, 'take', false, retryMs],
  ['another holds it: wait until it could expire', { seen: held('other', 4000) }, undefined, false, durationMs - 4000],
  ['another was silent for its duration: take it', { seen: held('other', durationMs) }, 'take', false, retryMs],
  [
    'taking it failed: wait before the next try',
    { seen: held('other', durationMs), failedMs: NOW - 500 },
    undefined,
    false,
    retryMs - 500,
  ],
  [
    'ours, fresh: act, and renew in time',
    { seen: held('me', 1000), renewedMs: NOW - 1000 },
    undefined,
    true,
    renewMs - 1000,
  ],
  ['ours, due: renew', { seen: held('me', renewMs), renewedMs: NOW - renewMs }, 'renew', true, retryMs],
  [
    'ours, renewing fails: act until the deadline',
    { seen: held('me', 9500), renewedMs: NOW - 9500, failedMs: NOW - 100 },
    undefined,
    true,
    500,
  ],
  [
    'ours, past the deadline: stop acting, go on trying',
    { seen: held('me', deadlineMs), renewedMs: NOW - deadlineMs },
    'renew',
    false,
    retryMs,
  ],
  ['ours from before a restart: take it', { seen: held('me', 100) }, 'take', false, retryMs],
  [
    'we slept through it and another took it',
    { seen: held('other', 100), renewedMs: NOW - 60_000 },
    undefined,
    false,
    durationMs - 100,
  ],
]

for (const [name, input, act, leading, wakeInMs] of TABLE)
  it(`lease: ${name}`, () => {
    const planned = plan(input)
    assert.deepEqual([planned.act, planned.leading, planned.wakeAtMs - NOW], [act, leading, wakeInMs])
  })

it('lease: a leader stops acting before any other may start', () => {
  const lastRenewal = NOW
  const oursEnds = plan({ seen: held('me', 0), renewedMs: lastRenewal }).validUntilMs
  const othersStart = planLease({
    identity: 'other',
    seen: held('me', 0),
    renewedMs: undefined,
    failedMs: undefined,
    nowMs: NOW,
  }).wakeAtMs
  assert.equal(oursEnds < othersStart, true)
})

const LEADERS: readonly [name: string, seen: SeenLease | undefined, sight: object, expected: object][] = [
  ['nothing is known yet', undefined, {}, {}],
  ['there is no Lease', undefined, { absentSinceMs: NOW - 9 }, { leaderlessSinceMs: NOW - 9 }],
  ['it was given back', held('', 500), {}, { leaderlessSinceMs: NOW - 500 }],
  ['it is held', held('other', durationMs - 1), {}, { leader: 'other' }],
  ['it is not any more', held('other', durationMs + 700), {}, { leaderlessSinceMs: NOW - 700 }],
  ['it is written, unseen by us', held('other', durationMs + 700), { heardMs: NOW - 2000 }, { leader: 'other' }],
]

for (const [name, seen, sight, expected] of LEADERS)
  it(`leadership: ${name}`, () =>
    assert.deepEqual(
      leadershipOf(seen, { heardMs: undefined, absentSinceMs: undefined, nowMs: NOW, ...sight }),
      expected,
    ))
