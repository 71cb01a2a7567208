import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PoolValues } from '../../../src/config/schema.ts'
import { AT_LEAST } from '../../../src/domain/cluster/hand.ts'
import { type KnownOfPool, limitProblems } from '../../../src/domain/target/placeholder-limits.ts'
import { poolIn, userPool } from '../../support/config.ts'
import { decideAt } from '../../support/decide.ts'
import { annotatedByHand, deployment } from '../../support/deployment.ts'
import { mostOf } from '../../support/pool-input.ts'
import { at } from '../../support/time.ts'

const poolOf = (values: Partial<PoolValues>) => poolIn(userPool(values))
const UNLESS = 'unless nodePools.user.maxPlaceholders says more'

describe('the most placeholders of a pool', () => {
  const table: [string, Partial<PoolValues>, Partial<KnownOfPool>, number, string][] = [
    ['what the pool says', { maxPlaceholders: 7 }, { filledNodes: 80 }, 7, 'nodePools.user.maxPlaceholders'],
    ['what the pool says, though it is more', { maxPlaceholders: 4000 }, {}, 4000, 'nodePools.user.maxPlaceholders'],
    ['none', { maxPlaceholders: 0 }, {}, 0, 'nodePools.user.maxPlaceholders'],

    ['where nobody says', {}, {}, 100, UNLESS],
    ['where `auto` is written', { maxPlaceholders: 'auto' }, {}, 100, UNLESS],
    ['where users filled few nodes', {}, { filledNodes: 50 }, 100, UNLESS],
    ['where they filled many', {}, { filledNodes: 80 }, 160, `twice the 80 nodes that users filled, ${UNLESS}`],
    ['where several share a node', {}, { perNode: 7 }, 700, `those of 100 nodes, ${UNLESS}`],
    ['where nobody knows how many do', {}, { perNode: undefined }, 100, UNLESS],
    [
      'where each is a seat, and no node has told how many it has',
      {},
      { perNode: undefined, isPacked: true },
      1000,
      UNLESS,
    ],
    ['where each is a seat', {}, { perNode: 4, isPacked: true }, 400, UNLESS],
    ['more than the scheduler likes', {}, { filledNodes: 80, perNode: 7 }, 1000, UNLESS],

    ['the replicas, where they are more', { replicas: 150 }, {}, 150, `as the values ask, ${UNLESS}`],
    ['as many of them as the scheduler likes', { replicas: 1400 }, {}, 1000, `as the values ask, ${UNLESS}`],
    ['the minimum, where that is more', { minPlaceholders: 1200 }, {}, 1200, `as the values ask, ${UNLESS}`],
  ]
  for (const [name, values, known, count, because] of table)
    it(`${name}: ${count}`, () => {
      const isDefault = typeof values.maxPlaceholders === 'number' ? {} : ({ isDefault: true } as const)
      assert.deepEqual(mostOf(poolOf(values), known), { count, because, ...isDefault })
    })
})

describe('the warning about many of them', () => {
  const problemsOf = (values: Partial<PoolValues>, asked: number, perNode = 1, isTold = false) =>
    limitProblems(poolOf(values), mostOf(poolOf(values), { perNode }), asked, isTold)
  const table: [string, Parameters<typeof problemsOf>, RegExp | undefined][] = [
    ['none for 100', [{}, 100], undefined],
    [
      'more than there may be',
      [{}, 101],
      /^more are asked than the 100 placeholders that a pool gets: .* set maxPlaceholders/,
    ],
    ['none where it is told of the event', [{}, 101, 1, true], undefined],
    ['none for 500 small ones', [{}, 500, 9], undefined],
    ['more than 500', [{}, 501, 9], /^more than 500 placeholders are asked, .*scheduler.*resources\.requests/],
    ['none where the pool says how many there may be', [{ maxPlaceholders: 2000 }, 1500], undefined],
    ['none where it is held to that', [{ maxPlaceholders: 600 }, 900], undefined],
  ]
  for (const [name, asked, says] of table)
    it(name, () => {
      const problems = problemsOf(...asked)
      assert.deepEqual(
        problems.map(({ where }) => where),
        says ? ['nodePools.user.maxPlaceholders'] : [],
      )
      if (says) assert.match(problems[0]?.text ?? '', says)
    })
  it('stays the same while the number changes, so that it is said once', () =>
    assert.deepEqual(problemsOf({}, 700), problemsOf({}, 701)))
})

it('a decision keeps to it, and says so in its because and as a problem', () => {
  const decision = decideAt('09:00', { config: userPool({ replicas: 1400 }) })
  const pool = decision.pools.get('user')
  assert.deepEqual([pool?.target, pool?.desired], [1000, 1000])
  assert.match(pool?.because ?? '', /asks 1400 placeholders; never more than 1000 \(as the values ask, unless .*\)$/)
  assert.ok(decision.problems.some(({ where }) => where === 'nodePools.user.maxPlaceholders'))
})

it('a person who asks for more by hand is told of it', () => {
  const config = userPool()
  const annotations = { [AT_LEAST]: '300 until 18:00' }
  const byHand = deployment({ config, annotations, managedFields: [annotatedByHand(AT_LEAST, at('08:30'))] })
  const decision = decideAt('09:00', { config, deployments: [byHand] })
  assert.equal(decision.pools.get('user')?.target, 100)
  assert.match(decision.problems[0]?.text ?? '', /^more are asked than the 100 placeholders/)
})

describe('an event that asks for more, as a slip of the pen does', () => {
  const seat = { requests: { memory: '2Gi' } }
  const decided = (asks: number | { students: number }) =>
    decideAt('09:00', { config: userPool({ seat }), events: [{ title: 'Data 8', asks: { user: asks } }] })
  const ofPool = (decision: ReturnType<typeof decided>) =>
    decision.problems.filter(({ where }) => where.startsWith('nodePools.user')).map(({ text }) => text)

  it('is told once, with how many go without and what mends it', () => {
    const students = decided({ students: 10_000 })
    assert.equal(students.pools.get('user')?.target, 100)
    assert.deepEqual(ofPool(students), [
      `"Data 8", Tue 24 Mar 09:00, needs 715 placeholders; the pool can have 100 placeholders (${UNLESS}): 8600 of 10000 will wait for a node; check the number, or write maxPlaceholders: 715`,
    ])
  })
  it('so is a bare number', () =>
    assert.deepEqual(ofPool(decided(300)), [
      `"Data 8", Tue 24 Mar 09:00, needs 300 placeholders; the pool can have 100 placeholders (${UNLESS}): 200 placeholders will be missing; check the number, or write maxPlaceholders: 300`,
    ]))
})
