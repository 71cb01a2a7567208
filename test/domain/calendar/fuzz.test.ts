import assert from 'node:assert/strict'
import { it } from 'node:test'
import { fuzz } from '../../fuzz/run.ts'

// The whole of it, 100,000 calendars, is `node test/fuzz/calendar.ts`. The limit there is 50 ms; here other tests run
// beside this one, so that only what is far beyond it is a failure.
it('3,000 mutated calendars: nothing throws, and no step holds the event loop', () => {
  const { failures, refused, withProblems, occurrences } = fuzz({ runs: 3000, seed: 4, limitMs: 200 })
  assert.deepEqual(failures, [])
  // It is no fuzzing when all are refused, or none is broken.
  assert(refused > 100 && refused < 1500, `${refused} refused`)
  assert(withProblems > 500 && occurrences > 5000, `${withProblems} with problems, ${occurrences} occurrences`)
})
