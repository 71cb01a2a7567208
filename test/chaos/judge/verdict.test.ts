import assert from 'node:assert/strict'
import { it } from 'node:test'
import { HALF_OPEN } from '../fault.ts'
import type { Played, PlayedReplica } from '../played.ts'
import type { SeenWrite } from '../witness.ts'
import { rightCounts } from './right.ts'
import { verdict } from './verdict.ts'

const fault: Played['fault'] = { name: 'a fault', lastsMs: 0, begin: () => undefined }
const right = rightCounts()
right.asks('user', 5, 0)

const write = (given: Partial<SeenWrite>): SeenWrite => ({
  atMs: 10_000,
  method: 'PATCH',
  path: '',
  status: 200,
  replica: 'a',
  object: 'deployments/user-placeholder',
  version: 100,
  ...given,
})
const replica = (given: Partial<PlayedReplica>): PlayedReplica => ({
  identity: 'a',
  lines: [],
  stderr: [],
  mishaps: [],
  ...given,
})
const line = (atMs: number, level = 'info', msg = 'config refused') => ({ atMs, line: { level, time: '', msg } })
const lost = (atMs: number) => line(atMs, 'warn', 'cluster lost')
const times = <T>(count: number, item: (index: number) => T) => Array.from({ length: count }, (_, index) => item(index))

const judged = (given: Partial<Played>) =>
  verdict({
    fault,
    ...{ beganMs: 0, endedMs: 10_000, overMs: 20_000, convergedMs: 1000 },
    right,
    ...{ writesBefore: [], writes: [], holdings: [], otherwise: [], replicas: [replica({})] },
    ...given,
  })

const cases: readonly (readonly [what: string, given: Partial<Played>, complaints: readonly string[]])[] = [
  ['nothing was wrong', {}, []],
  ['late', { convergedMs: 5100 }, ['right only after 5.1 s, limit 5.0 s']],
  ['not late by a limit of its own', { fault: { ...fault, limit: HALF_OPEN }, convergedMs: 20_000 }, []],
  [
    'the calendar is not followed again',
    { followed: { wrong: 'user asks for 2, right is 5' } },
    ['not following the calendar: user asks for 2, right is 5'],
  ],
  ['nobody is told', { fault: { ...fault, says: /config/ } }, ['no warning about config']],
  [
    'told at info',
    { fault: { ...fault, says: /config/ }, replicas: [replica({ lines: [line(0)] })] },
    ['no warning about config'],
  ],
  ['told at warn', { fault: { ...fault, says: /config/ }, replicas: [replica({ lines: [line(0, 'warn')] })] }, []],
  [
    'a write after another had the Lease, by the versions and not by the clocks',
    {
      holdings: [
        { version: 99, atMs: 90_000, holder: 'b' },
        { version: 50, atMs: 0, holder: 'a' },
      ],
      writes: [write({ version: 98 }), write({ version: 100 })],
    },
    ['a wrote deployments/user-placeholder while b held the Lease'],
  ],
  [
    'no write after another had the Lease: it was refused',
    {
      holdings: [{ version: 1, atMs: 0, holder: 'b' }],
      writes: [{ ...write({ status: 409 }), version: undefined } as unknown as SeenWrite],
    },
    [],
  ],
  [
    'a stranger takes the Lease: a second to hear of it',
    {
      holdings: [{ version: 1, atMs: 9500, holder: 'stranger', isByForce: true }],
      writes: [write({}), write({ version: 101, atMs: 10_600 })],
    },
    ['a wrote deployments/user-placeholder while stranger held the Lease'],
  ],
  [
    'lowered too far, and raised not far enough',
    { writesBefore: [write({ replicas: 6 })], writes: [write({ replicas: 3 }), write({ replicas: 4, version: 101 })] },
    ['a lowered user from 6 to 3, right was 5'],
  ],
  ['lowered to what is right', { writesBefore: [write({ replicas: 6 })], writes: [write({ replicas: 5 })] }, []],
  ['a Deployment deleted', { writes: [write({ method: 'DELETE' })] }, ['a deleted the Deployment of user']],
  ['or made anew', { fault: { ...fault, replaces: true }, writes: [write({ method: 'DELETE' })] }, []],
  [
    'a write that failed, and not a word',
    { writes: [write({ status: 500 }), write({ status: 0 }), write({ status: 409 })] },
    ['a said nothing of 2 writes that failed'],
  ],
  [
    'tried again and again',
    { writes: times(51, (index) => write({ status: 409, atMs: index })) },
    ['a tried deployments/user-placeholder 51 times in 10 s, limit 50'],
  ],
  [
    'loud for a minute',
    { replicas: [replica({ lines: times(61, (index) => line(index * 900)) })] },
    ['a logged 61 lines in a minute, limit 60'],
  ],
  ['as much in two', { replicas: [replica({ lines: times(61, (index) => line(index * 1800)) })] }, []],
  [
    'one outage told twice',
    { fault: { ...fault, isOneOutage: true }, replicas: [replica({ lines: [lost(0), line(1000), lost(9000)] })] },
    ['a said 2 times of one outage that the cluster is lost'],
  ],
  [
    'one outage told once',
    { fault: { ...fault, isOneOutage: true }, replicas: [replica({ lines: [lost(0), line(1000)] })] },
    [],
  ],
  [
    'broken',
    { replicas: [replica({ mishaps: ['ended by itself with 1'], stderr: ['Error: no'] })] },
    ['a ended by itself with 1', 'a wrote to stderr: Error: no'],
  ],
  [
    'big',
    { replicas: [replica({ size: { rssMiB: 401, descriptors: 101 } })] },
    ['a takes 401 MiB, limit 400', 'a holds 101 descriptors, limit 100'],
  ],
]

for (const [what, given, complaints] of cases)
  it(what, () => {
    assert.deepEqual(judged(given), complaints)
  })
