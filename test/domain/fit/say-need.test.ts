import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Limit } from '../../../src/domain/fit/pool-limits.ts'
import { sayBriefly, sayLimits, saySteps, sayWritten } from '../../../src/domain/fit/say-need.ts'
import { SCALE } from './support.ts'

const { seat: _, ...UNSEATED } = SCALE

describe('what is needed, in words', () => {
  it('goes from people to nodes', () => {
    assert.equal(saySteps({ seats: 120, placeholders: 8, nodes: 8 }, SCALE), '120 seats → 8 placeholders → 8 nodes')
    assert.equal(saySteps({ seats: 0, placeholders: 1, nodes: 1 }, SCALE), '1 placeholder → 1 node')
  })
  it('goes as far as sizes are known, and says what is not', () => {
    assert.equal(
      saySteps({ seats: 120, placeholders: 8 }, SCALE),
      '120 seats → 8 placeholders; how many nodes that is, no node has told yet',
    )
    assert.equal(saySteps({ seats: 120 }, UNSEATED), '120 seats; how large a seat is, nobody has told yet')
    assert.equal(
      saySteps({ seats: 120 }, { ...SCALE, isGuess: true }),
      '120 seats; how large a placeholder will be, nobody has told yet',
    )
  })
  it('is short in a title', () => {
    assert.equal(sayBriefly({ seats: 350, placeholders: 13, nodes: 13 }), '350 seats, 13 nodes')
    assert.equal(sayBriefly({ seats: 350 }), '350 seats')
    assert.equal(sayBriefly({ seats: 0, placeholders: 0, nodes: 0 }), '0 placeholders')
    assert.equal(sayWritten({ seats: 1, placeholders: 1, nodes: 1 }), '1 seat')
  })
  it('stands beside the most that there can be, what says so, and the most that there ever was', () => {
    const limits: Limit[] = [
      { by: 'values', of: 'placeholders', most: 12, because: 'nodePools.user.maxPlaceholders' },
      { by: 'quota', of: 'seats', most: 1, because: 'pods of the ResourceQuota "compute" in hub' },
      { by: 'seen', of: 'nodes', most: 8, because: 'the most seen so far', isSeen: true },
    ]
    assert.equal(
      sayLimits(limits, 'at most'),
      'at most 12 placeholders (nodePools.user.maxPlaceholders), 1 seat (pods of the ResourceQuota "compute" in hub); the most seen so far is 8 nodes',
    )
    assert.equal(sayLimits(limits.slice(2), 'at most'), 'the most seen so far is 8 nodes')
    assert.equal(sayLimits([], 'at most'), '')
    assert.equal(
      sayLimits([{ by: 'values', of: 'placeholders', most: 1000, because: 'x', isDefault: true }], 'at most'),
      'at most 1000 placeholders (x)',
    )
  })
})
