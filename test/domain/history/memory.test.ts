import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { NOT_SEEN } from '../../../src/domain/history/lines.ts'
import {
  type HistoryMemory,
  historiesOf,
  historyUntil,
  mergeHistoryMemories,
  NO_HISTORY,
  sealedBefore,
} from '../../../src/domain/history/memory.ts'
import { pack, unpack } from '../../../src/domain/history/packed.ts'
import { memories } from '../../support/memories.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { MINUTE } from '../../support/time.ts'
import { aPoint, aPool } from './points.ts'

const minute = (at: number, ...seated: readonly number[]) => ({
  minute: at,
  pools: Object.fromEntries(seated.map((count, pool) => [`pool${pool}`, aPoint(count)])),
})
const seatedIn = (memory: HistoryMemory, pool = 'pool0') => historiesOf(memory).get(pool)?.lines.seated

describe('memories of histories', () => {
  const some = memories.map(({ history }) => history)
  it('become one in whatever order', () =>
    fc.assert(
      fc.property(some, some, (a, b) => {
        assert.deepEqual(mergeHistoryMemories(a, a), a)
        assert.deepEqual(mergeHistoryMemories(a, b), mergeHistoryMemories(b, a))
      }),
      RUNS,
    ))
  it('that cannot be read do not spoil one that can', () => {
    const good = { ...NO_HISTORY, sealed: { user: pack(aPool(100, 3)) } }
    const bad = { ...NO_HISTORY, sealed: { user: { from: 1, lines: ['x'] } } }
    assert.deepEqual(mergeHistoryMemories(bad, good), good)
    assert.deepEqual(mergeHistoryMemories(good, bad), good)
    assert.equal(historiesOf(bad).size, 0)
  })
})

describe('what is open', () => {
  const open = [minute(108, 3), minute(109, 4), minute(110, 5, 7)]
  it('is sealed up to a minute, and shown together with what is', () => {
    const sealed = sealedBefore({ sealed: {}, open }, 110)
    assert.deepEqual(sealed.open, open.slice(2))
    assert.deepEqual(sealed.sealed, { pool0: pack(aPool(108, 3, 4)) })
    assert.deepEqual([seatedIn(sealed), seatedIn(sealed, 'pool1')], [[3, 4, 5], [7]])
  })
  it('joins what is sealed, with a hole where nobody looked', () => {
    const before = { sealed: { pool0: pack(aPool(100, 1, 1)) }, open }
    const hole = Array.from({ length: 6 }, () => NOT_SEEN)
    assert.deepEqual(seatedIn(sealedBefore(before, 110)), [1, 1, ...hole, 3, 4, 5])
  })
  it('lets go what is more than a day old, also of pools that are gone', () => {
    const before = { sealed: { gone: pack(aPool(100, 1)), pool0: pack(aPool(100, 1, 1)) }, open: [minute(1540, 2)] }
    const { sealed } = sealedBefore(before, 1541)
    assert.deepEqual(Object.keys(sealed), ['pool0'])
    const { from, lines } = (sealed.pool0 && unpack(sealed.pool0)) ?? assert.fail()
    assert.deepEqual([from, lines.seated.length], [101, 1440])
  })
})

it('what a clock that was ahead saw is forgotten', () => {
  const ahead = { sealed: { user: pack(aPool(100, 1, 2, 3)) }, open: [minute(101, 1), minute(103, 1)] }
  assert.deepEqual(historyUntil(ahead, 101 * MINUTE), {
    sealed: { user: pack(aPool(100, 1, 2)) },
    open: [minute(101, 1)],
  })
})
