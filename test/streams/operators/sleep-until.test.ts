import assert from 'node:assert/strict'
import { it } from 'node:test'
import { map, NEVER, type Observable, VirtualTimeScheduler } from 'rxjs'
import { watchClock } from '../../../streams/operators/clock-jumps.ts'
import { sleepUntil } from '../../../streams/operators/sleep-until.ts'
import { DAY, HOUR, MINUTE } from '../../support/time.ts'
import { marbles } from '../support/marbles.ts'
import { type WallClock, wallClock } from '../support/wall-clock.ts'

it('sleepUntil: emits at the instant, and at once when it is past', () =>
  marbles(({ expectObservable }) => {
    expectObservable(sleepUntil(7).pipe(map(() => 'x'))).toBe('7ms (x|)')
    expectObservable(sleepUntil(-5).pipe(map(() => 'x'))).toBe('(x|)')
  }))

it('sleepUntil: a wait beyond the longest JavaScript timer ends in time', () => {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY)
  const instant = 40 * DAY
  const seen: number[] = []
  sleepUntil(instant, scheduler).subscribe(() => seen.push(scheduler.now()))
  scheduler.flush()
  assert.deepEqual(seen, [instant])
})

/** When, on the clock of the timers, somebody wakes who sleeps until `instantMs` of the wall clock. */
function wake({ scheduler, wall }: WallClock, instantMs: number, jumps$: Observable<unknown>): number[] {
  const seen: number[] = []
  sleepUntil(instantMs, wall, jumps$).subscribe(() => seen.push(scheduler.now()))
  scheduler.maxFrames = 2 * HOUR
  scheduler.flush()
  return seen
}

it('sleepUntil: without anybody to tell, a jump is noticed within a stretch', () => {
  const clock = wallClock()
  clock.set(HOUR, MINUTE)
  assert.deepEqual(
    wake(clock, HOUR, NEVER).map((ms) => ms <= 75_000),
    [true],
  )
})

const JUMPS: readonly [name: string, byMs: number, afterMs: number, wakesMs: number][] = [
  ['the clock is set forward over the instant, or the machine slept past it', HOUR, MINUTE, MINUTE],
  ['set forward, but not so far', 30 * MINUTE, MINUTE, 30 * MINUTE],
  ['set back: it waits longer', -30 * MINUTE, MINUTE, 90 * MINUTE],
  ['set by half a second, shortly before', 500, HOUR - 700, HOUR - 500],
]

for (const [name, byMs, afterMs, wakesMs] of JUMPS)
  it(`sleepUntil: within 50 ms when ${name}`, () => {
    const clock = wallClock()
    clock.set(byMs, afterMs)
    const seen = wake(clock, HOUR, watchClock(clock.wall))
    assert.deepEqual(
      seen.map((ms) => ms >= wakesMs && ms <= wakesMs + 50),
      [true],
      `${seen} instead of ${wakesMs}`,
    )
  })
