import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { ActionView } from '../../../src/domain/snapshot/past-action.ts'
import { groupsOf } from '../../../src/server/page/action-groups.ts'

const DATA = { titles: ['Data 8'], startsAt: '2026-03-24T09:00:00Z' }
const action = (minute: number, from: number, to: number, more: Partial<ActionView> = {}): ActionView => ({
  at: `2026-03-24T08:${String(minute).padStart(2, '0')}:00Z`,
  ...{ pool: 'user', object: 'user-placeholder', what: 'placeholders scaled', from, to, because: 'so', result: 'done' },
  times: 1,
  of: DATA,
  ...more,
})
/** As they happened. */
const grouped = (...actions: readonly ActionView[]) => groupsOf(actions.toReversed())

describe('what was done for a class', () => {
  it('is one row, with where its count began, turned and ended', () => {
    const { classes, others } = grouped(action(20, 0, 4), action(25, 4, 12), action(30, 12, 9), action(31, 9, 2))
    assert.equal(others.length, 0)
    const [one] = classes
    assert.deepEqual([one?.titles, one?.pool, one?.writes, one?.path], [['Data 8'], 'user', 4, [0, 12, 2]])
    assert.deepEqual([...(one?.results ?? [])], [['done', 4]])
  })
  it('counts how often something was tried, and what became of it', () => {
    const failed = action(22, 4, 6, { result: 'failed', error: 'forbidden', times: 7 })
    const [one] = grouped(action(20, 0, 4), failed).classes
    assert.deepEqual(
      [one?.writes, [...(one?.results ?? [])]],
      [
        8,
        [
          ['failed', 7],
          ['done', 1],
        ],
      ],
    )
  })
  it('is told apart by pool and start; what belongs to no class stands by itself', () => {
    const { of: _, ...none } = action(26, 2, 1)
    const { classes, others } = grouped(
      action(20, 0, 4),
      action(21, 0, 2, { pool: 'lab' }),
      action(25, 4, 5, { of: { ...DATA, startsAt: '2026-03-24T13:00:00Z' } }),
      none,
    )
    assert.deepEqual(
      classes.map(({ pool, startsAt }) => [pool, startsAt.slice(11, 16)]),
      [
        ['user', '13:00'],
        ['lab', '09:00'],
        ['user', '09:00'],
      ],
    )
    assert.deepEqual(others, [none])
  })
  it('has no more turns than can be followed', () => {
    const wavers = Array.from({ length: 20 }, (_, n) => action(n, n % 2, (n + 1) % 2))
    assert.deepEqual(grouped(action(0, 0, 9), action(1, 9, 0), ...wavers).classes[0]?.path, [0, 9, 0])
  })
})
