import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { defer, mergeMap, NEVER } from 'rxjs'
import { TestScheduler } from 'rxjs/testing'
import { backoff, backoffMs } from '../../../streams/operators/backoff.ts'
import { fc } from '../../support/properties.ts'

const options = { firstMs: 4, capMs: 16, healthyMs: 10 }
const half = () => 0.5

function marbles(run: Parameters<TestScheduler['run']>[0]): void {
  new TestScheduler((actual, expected) => assert.deepEqual(actual, expected)).run(run)
}

describe('backoffMs', () => {
  it('doubles its ceiling up to the cap', () => {
    assert.deepEqual(
      [0, 1, 2, 3, 2000].map((failures) => backoffMs(failures, half, options)),
      [2, 4, 8, 8, 8],
    )
  })

  it('lies in [0, ceiling)', () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    fc.assert(
      fc.property(fc.nat(), random, (failures, value) => {
        const ms = backoffMs(failures, () => value, options)
        return ms >= 0 && ms < options.capMs
      }),
    )
  })
})

describe('backoff', () => {
  it('subscribes again, each time after a longer wait', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('  --a-#                        ')
      const tries = [
        '                    ^---!                        ',
        '                    ------^---!                  ', // 2 later
        '                    --------------^---!          ', // 4 later
        '                    --------------------------^--!', // 8 later
      ]
      const result = '       --a-----a-------a-----------a-'
      const until = '        -----------------------------!'
      expectObservable(source.pipe(backoff(options, half)), until).toBe(result)
      expectSubscriptions(source.subscriptions).toBe(tries)
    })
  })

  it('waits as after a first failure once a try was healthy for a while', () => {
    marbles(({ cold, expectObservable }) => {
      const tries = [cold('  a#'), cold('a#'), cold('-----------b#'), cold('a#')]
      const source = defer(() => tries.shift() ?? NEVER)
      const result = '       a--a---------------b--a---'
      //               waits:  2   4           8 … reset: 2
      expectObservable(source.pipe(backoff(options, half)), '--------------------------!').toBe(result)
    })
  })

  it('passes values and completion, and never waits without an error', () => {
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold('-a-b-|').pipe(backoff(options, half))).toBe('-a-b-|')
      expectObservable(cold('|     ').pipe(backoff(options, half))).toBe('|')
      expectObservable(cold('-     ').pipe(backoff(options, half))).toBe('-')
    })
  })

  it('ends with its subscription, also while it waits', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('  a#    ')
      const until = '        --!   '
      expectObservable(source.pipe(backoff(options, half)), until).toBe('a--')
      expectSubscriptions(source.subscriptions).toBe('^!')
    })
  })

  it('counts for each subscription by itself', () => {
    marbles(({ cold, hot, expectObservable }) => {
      const shared = cold(' a#                ').pipe(backoff(options, half))
      const twice = hot('   x---------y------|').pipe(mergeMap(() => shared))
      const result = '      a--a----a-a--a---'
      const until = '       ----------------!'
      expectObservable(twice, until).toBe(result)
    })
  })
})
