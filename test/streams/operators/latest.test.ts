import assert from 'node:assert/strict'
import { it } from 'node:test'
import { Subject } from 'rxjs'
import { latest } from '../../../streams/operators/latest.ts'

it('latest: nothing until somebody subscribes and a value comes, then always the last one', () => {
  const source$ = new Subject<number>()
  const { value$, now } = latest(source$)
  source$.next(1)
  assert.equal(now(), undefined)
  const heard: number[] = []
  const subscription = value$.subscribe((value) => heard.push(value))
  source$.next(2)
  source$.next(3)
  assert.deepEqual([heard, now()], [[2, 3], 3])
  value$.subscribe((value) => heard.push(value * 10))
  assert.deepEqual(heard, [2, 3, 30], 'who comes later gets the latest')
  subscription.unsubscribe()
  assert.equal(now(), 3)
})

it('latest: one subscription for all, and errors pass', () => {
  const source$ = new Subject<number>()
  const { value$ } = latest(source$)
  const errors: unknown[] = []
  for (let count = 0; count < 3; count += 1) value$.subscribe({ error: (error) => errors.push(error) })
  assert.equal(source$.observed, true)
  source$.error('broken')
  assert.deepEqual(errors, ['broken', 'broken', 'broken'])
})
