import assert from 'node:assert/strict'
import { it } from 'node:test'
import { hoursOf } from '../../../../src/server/page/picture/hours.ts'
import { at } from '../../../support/time.ts'
import { historyView } from '../history-view.ts'

it('a day by the hour: the most of each, what is alike together, and nothing of what nobody saw', () => {
  const hours = hoursOf(
    historyView('08:50', [3, 5, 5, 5, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, null, null, null, null, null, null, 2]),
  )
  assert.deepEqual(
    hours.map(({ fromMs, seated }) => [fromMs, seated]),
    [
      [at('08:00'), 3],
      [at('09:00'), 9],
      [at('12:00'), 2],
    ],
  )
  const [first] = hours
  assert.deepEqual([first?.waiting, first?.longestSeconds, first?.nodes], [0, 0, 1])
})
