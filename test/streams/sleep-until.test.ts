import { deepEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { map, VirtualTimeScheduler } from 'rxjs'
import { sleepUntil } from '../../streams/sleep-until.ts'
import { marbles } from './support/marbles.ts'

test('sleepUntil: emits at the instant, and at once when it is past', () =>
  marbles(({ expectObservable }) => {
    expectObservable(sleepUntil(7).pipe(map(() => 'x'))).toBe('7ms (x|)')
    expectObservable(sleepUntil(-5).pipe(map(() => 'x'))).toBe('(x|)')
  }))

test('sleepUntil: a wait beyond the longest JavaScript timer ends in time', () => {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY)
  const instant = 40 * 86_400_000
  const seen: number[] = []
  sleepUntil(instant, scheduler).subscribe(() => seen.push(scheduler.now()))
  scheduler.flush()
  deepEqual(seen, [instant])
})

test('sleepUntil: a clock that is set forward is noticed within a stretch', () => {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY)
  let setForwardMs = 0
  const shifted = Object.assign(Object.create(scheduler) as VirtualTimeScheduler, {
    now: () => scheduler.now() + setForwardMs,
    schedule: scheduler.schedule.bind(scheduler),
  })
  const seen: number[] = []
  sleepUntil(3_600_000, shifted).subscribe(() => seen.push(scheduler.now()))
  scheduler.schedule(() => {
    setForwardMs = 3_600_000
  }, 60_000)
  scheduler.flush()
  deepEqual(
    seen.map((ms) => ms <= 75_000),
    [true],
  )
})
