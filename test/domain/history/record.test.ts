import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type HistoryMemory, historiesOf, NO_HISTORY } from '../../../src/domain/history/memory.ts'
import { record } from '../../../src/domain/history/record.ts'
import { aPoint } from './points.ts'

/** Turns in these minutes, with so many people seated in each; `looks` counts how often somebody looked. */
function lived(...turns: readonly (readonly [minute: number, seated: number, waiting?: number])[]) {
  let [history, looks, lookAgainAt]: [HistoryMemory, number, number] = [NO_HISTORY, 0, 0]
  for (const [minute, seated, waiting = 0] of turns) {
    const look = () => {
      looks += 1
      return { user: aPoint(seated, { waiting }) }
    }
    const recorded = record({ before: history, minute, look })
    history = recorded.history
    lookAgainAt = recorded.lookAgainAt
  }
  return { history, looks, lookAgainAt, seated: historiesOf(history).get('user')?.lines.seated }
}

describe('a history', () => {
  it('looks once a minute, however often something happens', () => {
    const { looks, seated } = lived([100, 3], [100, 4], [100, 5], [101, 6])
    assert.deepEqual([looks, seated], [2, [3, 6]])
  })
  it('goes on with what was while nothing happened', () => {
    const { seated, looks } = lived([100, 3], [104, 5])
    assert.deepEqual([looks, seated], [2, [3, 3, 3, 3, 5]])
  })
  it('has a hole where nobody can have looked', () => {
    const { seated = [] } = lived([100, 3], [115, 5])
    assert.deepEqual([seated.length, seated.slice(1, 15)], [16, Array.from({ length: 14 }, () => -1)])
  })
  it('is sealed once in ten minutes', () => {
    const before = lived([101, 3], [109, 4]).history
    assert.deepEqual([Object.keys(before.sealed), before.open.length], [[], 9])
    const after = lived([101, 3], [109, 4], [110, 4]).history
    assert.deepEqual([Object.keys(after.sealed), after.open.length], [['user'], 1])
    assert.deepEqual(lived([101, 3], [109, 4], [110, 4], [119, 4]).history.sealed, after.sealed)
  })
})

describe('when to look again', () => {
  const table: readonly (readonly [string, ReturnType<typeof lived>, number])[] = [
    ['at rest with the next ten minutes', lived([103, 3]), 110],
    ['at their first minute with those after them', lived([110, 3]), 120],
    ['in the next minute, when somebody waits', lived([103, 3, 1]), 104],
    ['in the next minute, when something happened since', lived([103, 3], [103, 4]), 104],
  ]
  for (const [name, { lookAgainAt }, expected] of table) it(name, () => assert.equal(lookAgainAt, expected))
})
