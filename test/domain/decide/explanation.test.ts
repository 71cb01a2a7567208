import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { explanationOf, sayExplanation } from '../../../src/domain/decide/explanation.ts'
import { userPool } from '../../support/config.ts'
import { decideAt } from '../../support/decide.ts'
import { node } from '../../support/node.ts'
import { pod } from '../../support/pod.ts'

const decision = decideAt('09:00', {
  config: userPool({ replicas: 1 }),
  events: [{ title: 'Midterm', asks: { user: 4, usr: 1 } }],
  nodes: [node({ name: 'b', cordoned: true }), node({ name: 'a' })],
  pods: [pod({ user: 'ada', on: 'a', memory: '8Gi' })],
})
const explanation = explanationOf(decision, 'utc')

describe('a decision explained', () => {
  it('has the shape that support reads', () => {
    const { because, nodes, leadTime, ...user } = explanation.pools.user ?? { because: '', nodes: [] }
    assert.equal(explanation.at, '2026-03-24T09:00:00Z')
    const most = { placeholders: 100, because: 'unless nodePools.user.maxPlaceholders says more' }
    assert.deepEqual(user, { desired: 3, demand: { integer: 4, from: 'calendar' }, most })
    assert.deepEqual(leadTime, { seconds: 600, boots: 0, because: '10 min until 5 boots were seen (0 so far)' })
    assert.match(because, /"Midterm" asks 4.*node a already has room/)
    assert.deepEqual(
      nodes.map(({ name, roomy }) => [name, roomy]),
      [
        ['a', true],
        ['b', false],
      ],
    )
    assert.match(nodes[1]?.because ?? '', /cordoned/)
    assert.match(explanation.problems[0]?.text ?? '', /did you mean `user`/)
  })
  it('gives the target, not what the fall window still holds', () => {
    const ended = decideAt('10:00', { config: userPool({ replicas: 1 }) })
    assert.equal(explanationOf(ended, 'utc').pools.user?.desired, 1)
    assert.doesNotMatch(explanationOf(ended, 'utc').pools.user?.because ?? '', /fallWindow/)
  })
  it('survives JSON', () => assert.deepEqual(JSON.parse(JSON.stringify(explanation)), explanation))
  it('as text names all of it', () => {
    const text = sayExplanation(explanation)
    for (const part of [
      '2026-03-24T09:00:00Z',
      'user: 3 placeholders',
      'a has room',
      'b is cordoned',
      'at most 100 placeholders (unless nodePools.user.maxPlaceholders says more)',
      'auto lead time 10 min',
      'did you mean',
    ])
      assert.ok(text.includes(part), part)
  })
  it('as text says where there is nothing', () =>
    assert.match(sayExplanation(explanationOf(decideAt('09:00'), 'utc')), /user: 0 placeholders.*\n.*no node/))
})
