import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { concat, NEVER, of, throwError, timer, VirtualTimeScheduler } from 'rxjs'
import { type Fault, goesOn } from '../../../streams/operators/goes-on.ts'
import { marbles } from '../support/marbles.ts'

describe('goesOn', () => {
  it('passes what a part says, its end, and an unsubscription', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const none = () => assert.fail('there was no fault')
      expectObservable(cold('a-b-|').pipe(goesOn('page', none))).toBe('a-b-|')
      const source = cold('a----')
      expectObservable(source.pipe(goesOn('page', none)), '--!').toBe('a-')
      expectSubscriptions(source.subscriptions).toBe('^-!')
      expectObservable(NEVER.pipe(goesOn('page', none))).toBe('-')
    }))

  it('tells a fault with its cause and begins anew, ever more seldom', () => {
    const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY)
    const faults: Fault[] = []
    const broken$ = concat(
      of('begun'),
      throwError(() => new Error('no memory')),
    )
    let begun = 0
    broken$
      .pipe(
        goesOn(
          'calendar store',
          (fault) => faults.push(fault),
          scheduler,
          () => 0.5,
        ),
      )
      .subscribe(() => {
        begun += 1
      })
    scheduler.maxFrames = 600_000
    scheduler.flush()
    assert.deepEqual(
      faults.slice(0, 3).map(({ part, error, retryInMs }) => [part, String(error), retryInMs]),
      [
        ['calendar store', 'Error: no memory', 1500],
        ['calendar store', 'Error: no memory', 3000],
        ['calendar store', 'Error: no memory', 6000],
      ],
    )
    assert.equal(begun, faults.length)
    assert.ok(faults.length < 20, `${faults.length} faults in ten minutes`)
  })

  it('forgets what failed before a minute of health', () => {
    const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY)
    const waits: number[] = []
    const lasting$ = concat(
      timer(60_000, scheduler),
      throwError(() => new Error('x')),
    )
    lasting$
      .pipe(
        goesOn(
          'page',
          ({ retryInMs }) => waits.push(retryInMs),
          scheduler,
          () => 0.5,
        ),
      )
      .subscribe()
    scheduler.maxFrames = 300_000
    scheduler.flush()
    assert.deepEqual([...new Set(waits)], [1500])
  })
})
