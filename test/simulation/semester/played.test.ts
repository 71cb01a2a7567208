/** The first two weeks of the shipped semester: a change of the rule shows here first, in numbers. All 14 are minutes. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { filesOf } from '../../../src/simulation/semester/files.ts'
import { semester } from '../../../src/simulation/semester/semester.ts'
import { measure } from '../../semester/measure.ts'

const WEEKS_PLAYED = 2

it('two weeks of twelve courses: who waits, and what it costs beside an oracle', async () => {
  const files = filesOf(semester(1), { seed: 1, calendar: 'announced', forecast: { reactions: 'on', history: 'on' } })
  const { people, lateByWeek, nodeHours, oracle } = await measure(files, WEEKS_PLAYED)
  assert.deepEqual(
    { people, lateByWeek, ratio: Number((nodeHours / oracle).toFixed(3)) },
    {
      people: 5085,
      lateByWeek: [10, 4],
      ratio: 1.093,
    },
  )
})
