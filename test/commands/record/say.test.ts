import assert from 'node:assert/strict'
import { it } from 'node:test'
import { sayBegan, sayEarlier, sayHealth, sayOver, sayScenario } from '../../../src/commands/record/say.ts'
import { CONFIG, visit } from '../../recording/support.ts'
import { at } from '../../support/time.ts'

it('how a recording begins and ends', () => {
  assert.equal(
    sayBegan(CONFIG, 37, at('10:00')),
    'records the servers of users in user, lab until 2026-03-24T10:00:00Z: 37 are there now; Ctrl-C ends it',
  )
  const present = [visit('09:00'), visit('09:00', { endedMs: at('09:10') })]
  assert.equal(sayOver(5, present, { outside: 0, file: 'trace.csv' }), '5 visits in trace.csv, 1 of them still there')
  assert.match(sayOver(5, [], { outside: 2, file: undefined }), /^5 visits, 0 .*; 2 more were on nodes of no pool/)
})

it('what it goes on with', () => {
  const earlier = { kept: '', visits: 3, last: 4, open: ['x'], isTorn: true }
  assert.match(
    sayEarlier(earlier, 'trace.csv').join('\n'),
    /^goes on with trace\.csv: 4 visits are in it\nthe last line/,
  )
  assert.deepEqual(sayEarlier({ ...earlier, visits: 0, open: [], isTorn: false }, 'trace.csv'), [])
})

it('an outage is two lines, a refusal is one, everyday life is none', () => {
  const because = 'connection refused'
  assert.deepEqual(sayHealth({ type: 'cluster lost', because, resources: ['pods'], forMs: 5000 }), [
    'the API server is lost for 5 s, and asked again and again: connection refused',
  ])
  assert.deepEqual(sayHealth({ type: 'cluster found', forMs: 60_000 }), ['the API server is back after 1 min'])
  const failed = { type: 'watch failed', resource: 'pods', because: 'not allowed', retryInMs: 0 } as const
  assert.deepEqual(sayHealth({ ...failed, kind: 'forbidden' }), ['not allowed'])
  assert.deepEqual(sayHealth({ ...failed, kind: 'network' }), [])
})

it('what comes next, and what a scenario lacks', () =>
  assert.deepEqual(sayScenario('s.yaml', ['lab']), [
    'wrote s.yaml; see its first lines, then: warmseats simulate --scenario s.yaml',
    's.yaml is without the pool lab: no node, or nobody, was seen in it; where you need it, describe it',
  ]))
