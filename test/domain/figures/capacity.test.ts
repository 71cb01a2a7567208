import assert from 'node:assert/strict'
import { it } from 'node:test'
import { capacities } from '../../../src/domain/figures/capacity.ts'
import type { Limit } from '../../../src/domain/fit/pool-limits.ts'
import { SCALE } from '../fit/support.ts'

const sourcesOf = (limits: readonly Limit[], scale = SCALE) =>
  capacities({ limits, scale }).map(({ source, nodes }) => `${source} ${nodes}`)
const limit = (by: Limit['by'], of: Limit['of'], most: number): Limit => ({ by, of, most, because: '' })

it('each limit is so many whole nodes, whatever it is of', () =>
  assert.deepEqual(
    sourcesOf([limit('values', 'placeholders', 20), limit('karpenter', 'nodes', 10), limit('quota', 'seats', 100)]),
    ['values 20', 'karpenter 10', 'quota 3'],
  ))
it('of one source the least counts', () =>
  assert.deepEqual(sourcesOf([limit('quota', 'seats', 280), limit('quota', 'placeholders', 7)]), ['quota 7']))
it('what nobody wrote is told apart', () =>
  assert.deepEqual(
    sourcesOf([{ ...limit('values', 'placeholders', 1000), isDefault: true }, limit('seen', 'nodes', 8)]),
    ['default 1000', 'seen 8'],
  ))
it('what nobody can count in nodes is left out', () => {
  const { perNode: _, placeholdersPerNode: __, ...scale } = SCALE
  assert.deepEqual(sourcesOf([limit('quota', 'seats', 280), limit('values', 'placeholders', 7)], scale), [])
})
