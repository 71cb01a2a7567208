import assert from 'node:assert/strict'
import { it } from 'node:test'
import { asyncScheduler, map, NEVER, type Observable, VirtualTimeScheduler } from 'rxjs'
import { clockJumps, watchClock } from '../../../streams/operators/clock-jumps.ts'
import { sleepUntil } from '../../../streams/operators/sleep-until.ts'
import { HOUR } from '../../support/time.ts'
import { marbles } from '../support/marbles.ts'

it('sleepUntil: emits at the instant, and at once when it is past', () =>
  marbles(({ expectObservable }) => {
    expectObservable(sleepUntil(7).pipe(map(() => 'x'))).toBe('7ms (x|)')
    expectObservable(sleepUntil(-5).pipe(map(() => 'x'))).toBe('(x|)')
  }))

it('sleepUntil: a wait beyond the longest JavaScript timer ends in time', () => {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY)
  const instant = 40 * 86_400_000
  const seen: number[] = []
  sleepUntil(instant, scheduler).subscribe(() => seen.push(scheduler.now()))
  scheduler.flush()
  assert.deepEqual(seen, [instant])
})

/** A virtual clock whose wall time a test sets apart from the time that timers count. */
function wallClock() {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY)
  let aheadMs = 0
  const wall = Object.assign(Object.create(scheduler) as VirtualTimeScheduler, {
    now: () => scheduler.now() + aheadMs,
    schedule: scheduler.schedule.bind(scheduler),
  })
  const set = (byMs: number, afterMs: number) =>
    scheduler.schedule(() => {
      aheadMs += byMs
    }, afterMs)
  /** When, on the clock of the timers, somebody wakes who sleeps until `instantMs` of the wall clock. */
  const wake = (instantMs: number, jumps$: Observable<unknown>): number[] => {
    const seen: number[] = []
    sleepUntil(instantMs, wall, jumps$).subscribe(() => seen.push(scheduler.now()))
    scheduler.maxFrames = 2 * HOUR
    scheduler.flush()
    return seen
  }
  return { wall, set, wake }
}

it('sleepUntil: without anybody to tell, a jump is noticed within a stretch', () => {
  const { set, wake } = wallClock()
  set(HOUR, 60_000)
  assert.deepEqual(
    wake(HOUR, NEVER).map((ms) => ms <= 75_000),
    [true],
  )
})

const JUMPS: readonly [name: string, byMs: number, afterMs: number, wakesMs: number][] = [
  ['the clock is set forward over the instant, or the machine slept past it', HOUR, 60_000, 60_000],
  ['set forward, but not so far', 30 * 60_000, 60_000, 30 * 60_000],
  ['set back: it waits longer', -30 * 60_000, 60_000, 90 * 60_000],
  ['set by half a second, shortly before', 500, HOUR - 700, HOUR - 500],
]

for (const [name, byMs, afterMs, wakesMs] of JUMPS)
  it(`sleepUntil: within 50 ms when ${name}`, () => {
    const { wall, set, wake } = wallClock()
    set(byMs, afterMs)
    const seen = wake(HOUR, watchClock(wall))
    assert.deepEqual(
      seen.map((ms) => ms >= wakesMs && ms <= wakesMs + 50),
      [true],
      `${seen} instead of ${wakesMs}`,
    )
  })

it('watchClock: says nothing while the clock goes as it should', () =>
  marbles(({ expectObservable }) => {
    expectObservable(watchClock(asyncScheduler), '^ 9s !').toBe('')
  }))

it('clockJumps: a virtual clock does not jump', () => assert.equal(clockJumps(new VirtualTimeScheduler()), NEVER))
