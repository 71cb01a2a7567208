import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PoolValues } from '../../../src/config/schema.ts'
import { limitProblems, mostPlaceholders } from '../../../src/domain/target/placeholder-limits.ts'
import { poolIn, userPool } from '../../support/config.ts'
import { decideAt } from '../../support/decide.ts'

const poolOf = (values: Partial<PoolValues>) => poolIn(userPool(values))

describe('the most placeholders of a pool', () => {
  const table: [string, Partial<PoolValues>, number][] = [
    ['1000 where nobody says', {}, 1000],
    ['what the pool says', { maxPlaceholders: 7 }, 7],
    ['what the pool says, though it is more', { maxPlaceholders: 4000 }, 4000],
    ['none', { maxPlaceholders: 0 }, 0],
    ['the minimum, where that is more', { minPlaceholders: 1200 }, 1200],
  ]
  for (const [name, values, most] of table)
    it(`${name}: ${most}`, () => assert.equal(mostPlaceholders(poolOf(values)), most))
})

describe('the warning about many of them', () => {
  const table: [string, Partial<PoolValues>, number, RegExp | undefined][] = [
    ['none for 500', {}, 500, undefined],
    ['more than 500', {}, 501, /^more than 500 placeholders are asked, .*scheduler.*resources\.requests/],
    ['more than there may be', {}, 1001, /^more than 1000 placeholders are asked, .* set maxPlaceholders/],
    ['none where the pool says how many there may be', { maxPlaceholders: 2000 }, 1500, undefined],
    ['none where it is held to that', { maxPlaceholders: 600 }, 900, undefined],
  ]
  for (const [name, values, asked, says] of table)
    it(name, () => {
      const problems = limitProblems(poolOf(values), asked)
      assert.deepEqual(
        problems.map(({ where }) => where),
        says ? ['nodePools.user.maxPlaceholders'] : [],
      )
      if (says) assert.match(problems[0]?.text ?? '', says)
    })
  it('stays the same while the number changes, so that it is said once', () =>
    assert.deepEqual(limitProblems(poolOf({}), 700), limitProblems(poolOf({}), 701)))
})

it('a decision keeps to it, and says so in its because and as a problem', () => {
  const decision = decideAt('09:00', { config: userPool({ replicas: 1400 }) })
  const pool = decision.pools.get('user')
  assert.deepEqual([pool?.target, pool?.desired], [1000, 1000])
  assert.match(pool?.because ?? '', /asks 1400 placeholders; never more than maxPlaceholders 1000, which is not set/)
  assert.ok(decision.problems.some(({ where }) => where === 'nodePools.user.maxPlaceholders'))
})
