import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { NodeMemory } from '../../../src/domain/cluster/node-memory.ts'
import { laterOf, type Memory, NO_MEMORY, type PoolMemory } from '../../../src/domain/decide/memory.ts'
import type { FallMemory, Peak } from '../../../src/domain/target/fall-window.ts'
import { fall } from '../../../src/domain/target/fall-window.ts'
import { at } from '../../support/time.ts'

const nodes = (own: NodeMemory | undefined, stored: NodeMemory | undefined) => {
  const memory = (one: NodeMemory | undefined): Memory => ({ ...NO_MEMORY, nodes: one ? { n1: one } : {} })
  return laterOf(memory(own), memory(stored)).nodes.n1
}
const [t1, t2] = [at('08:00'), at('08:30')]

describe('of a node that two remember', () => {
  const table: [string, NodeMemory | undefined, NodeMemory | undefined, NodeMemory | undefined][] = [
    ['the later time counts', { candidateSinceMs: t1 }, { candidateSinceMs: t2 }, { candidateSinceMs: t2 }],
    [
      'the later time counts, whoever knows it',
      { candidateSinceMs: t2 },
      { candidateSinceMs: t1 },
      { candidateSinceMs: t2 },
    ],
    [
      'of its emptiness too',
      { candidateSinceMs: t1, emptySinceMs: t1 },
      { candidateSinceMs: t1, emptySinceMs: t2 },
      { candidateSinceMs: t1, emptySinceMs: t2 },
    ],
    ['one saw it without room: it has had none', {}, { candidateSinceMs: t1 }, {}],
    ['the other saw it without room: it has had none', { candidateSinceMs: t1 }, {}, {}],
    [
      'one saw users on it: it was not empty',
      { candidateSinceMs: t1, emptySinceMs: t1 },
      { candidateSinceMs: t1 },
      { candidateSinceMs: t1 },
    ],
    ['only we know it', { candidateSinceMs: t1 }, undefined, { candidateSinceMs: t1 }],
    ['only the other knows it', undefined, { candidateSinceMs: t1 }, { candidateSinceMs: t1 }],
    [
      'whether it is Ready we see ourselves',
      { candidateSinceMs: t1 },
      { candidateSinceMs: t1, unreadySinceMs: t2 },
      { candidateSinceMs: t1 },
    ],
    ['since when it is not we saw ourselves', { unreadySinceMs: t2 }, { candidateSinceMs: t1 }, { unreadySinceMs: t2 }],
  ]
  for (const [name, own, stored, expected] of table) it(name, () => assert.deepEqual(nodes(own, stored), expected))
})

describe('of a pool that two remember', () => {
  const pool = (target: number, ...peaks: Peak[]): PoolMemory => ({ fall: { target, peaks }, desired: target })
  const both = (own: PoolMemory, stored: PoolMemory): PoolMemory => {
    const { user } = laterOf({ ...NO_MEMORY, pools: { user: own } }, { ...NO_MEMORY, pools: { user: stored } }).pools
    assert.ok(user)
    return user
  }
  /** What is desired from there on, second by second, at a target of 1. */
  function course(memory: FallMemory): number[] {
    let fallen = fall(1, memory, { windowMs: 30_000, bound: 99, replicas: 1, nowMs: t1 })
    return Array.from({ length: 40 }, (_, second) => {
      fallen = fall(1, fallen.memory, { windowMs: 30_000, bound: 99, replicas: 1, nowMs: t1 + second * 1000 })
      return fallen.desired
    })
  }

  const table: [string, PoolMemory, PoolMemory, number[]][] = [
    ['nothing to fall from', pool(1), pool(1), [1, 1, 1]],
    ['a peak of ours', pool(1, { target: 4, endMs: t1 - 20_000 }), pool(1), [4, 1, 1]],
    ['a peak of the other’s', pool(1), pool(1, { target: 4, endMs: t1 - 20_000 }), [4, 1, 1]],
    [
      'the later end of the same',
      pool(1, { target: 4, endMs: t1 - 20_000 }),
      pool(1, { target: 4, endMs: t1 - 5000 }),
      [4, 4, 1],
    ],
    [
      'a higher one, then a lower one',
      pool(1, { target: 2, endMs: t1 - 5000 }),
      pool(1, { target: 4, endMs: t1 - 25_000 }),
      [4, 2, 1],
    ],
    [
      'a lower one that ended before is nothing',
      pool(1, { target: 4, endMs: t1 - 5000 }),
      pool(1, { target: 2, endMs: t1 - 25_000 }),
      [4, 4, 1],
    ],
    ['what the other wanted until just now', pool(1), pool(4), [4, 4, 1]],
    ['what the other wanted, whose end we saw', pool(1, { target: 4, endMs: t1 - 20_000 }), pool(4), [4, 1, 1]],
  ]
  for (const [name, own, stored, [first, at15, at35]] of table)
    it(name, () => {
      const seconds = course(both(own, stored).fall)
      // At 15 s what ended 20 s before is gone; what was wanted until just now holds until 30 s.
      assert.deepEqual([seconds[0], seconds[15], seconds[35]], [first, at15, at35])
    })
  it('the same twice is the same', () => {
    const one = pool(1, { target: 4, endMs: t1 - 20_000 }, { target: 2, endMs: t1 - 5000 })
    assert.deepEqual(course(both(one, one).fall), course(one.fall))
  })
  it('the size that one knows', () => {
    const size = { cpu: 1, memory: 2 }
    assert.deepEqual(both(pool(1), { ...pool(1), size }).size, size)
    assert.deepEqual(both({ ...pool(1), size }, { ...pool(1), size: { cpu: 9, memory: 9 } }).size, size)
  })
  it('the most nodes that either has seen', () => {
    assert.equal(both({ ...pool(1), mostNodes: 8 }, { ...pool(1), mostNodes: 13 }).mostNodes, 13)
    assert.equal(both({ ...pool(1), mostNodes: 8 }, pool(1)).mostNodes, 8)
    assert.equal('mostNodes' in both(pool(1), pool(1)), false)
    assert.equal(both({ ...pool(1), filledNodes: 8 }, { ...pool(1), filledNodes: 13 }).filledNodes, 13)
    assert.equal(both(pool(1), { ...pool(1), filledNodes: 8 }).filledNodes, 8)
  })
  it('one that only one knows', () => {
    const stored = { ...NO_MEMORY, pools: { gpu: pool(3) } }
    assert.deepEqual(laterOf(NO_MEMORY, stored).pools, stored.pools)
    assert.deepEqual(laterOf(stored, NO_MEMORY).pools, stored.pools)
  })
})

describe('of a pool that left the config, as two remember it', () => {
  it('the later time counts: the earlier may be of another time', () =>
    assert.deepEqual(
      laterOf({ ...NO_MEMORY, leaving: { gpu: t2 } }, { ...NO_MEMORY, leaving: { gpu: t1, lab: t1 } }).leaving,
      { gpu: t2, lab: t1 },
    ))
})

describe('of strandings that two remember', () => {
  it('the later time counts', () => {
    const { stranding } = laterOf(
      { ...NO_MEMORY, stranding: { a: t1, b: t2 } },
      { ...NO_MEMORY, stranding: { a: t2, c: t1 } },
    )
    assert.deepEqual(stranding, { a: t2, b: t2, c: t1 })
  })
})

describe('since when the calendar is missing', () => {
  it('is known to whoever knows it', () => {
    assert.equal(laterOf(NO_MEMORY, { ...NO_MEMORY, calendarMissingSinceMs: t1 }).calendarMissingSinceMs, t1)
    assert.equal(laterOf({ ...NO_MEMORY, calendarMissingSinceMs: t1 }, NO_MEMORY).calendarMissingSinceMs, t1)
    assert.deepEqual(laterOf(NO_MEMORY, NO_MEMORY), NO_MEMORY)
  })
})
