import assert from 'node:assert/strict'
import { type RunHelpers, TestScheduler } from 'rxjs/testing'

/** Runs a marble test on virtual time: `marbles(({cold, expectObservable}) => …)`. */
export function marbles(check: (helpers: RunHelpers) => void): void {
  new TestScheduler(assert.deepEqual).run(check)
}
