import assert from 'node:assert/strict'
import { test } from 'node:test'
import { concatMap, from, interval, map, take, tap, timer } from 'rxjs'
import { advance, virtualClock } from '../../src/simulation/clock.ts'

test('the clock shows where it was started, and what it was moved to', async () => {
  const clock = virtualClock(1000)
  assert.equal(clock.now(), 1000)
  await advance(clock, 61_000)
  assert.equal(clock.now(), 61_000)
})

test('what is due happens, at its instant, and nothing that is not', async () => {
  const clock = virtualClock(1000)
  const seen: number[] = []
  interval(100, clock)
    .pipe(
      take(10),
      tap(() => seen.push(clock.now())),
    )
    .subscribe()
  await advance(clock, 1250)
  assert.deepEqual(seen, [1100, 1200])
  await advance(clock, 1300)
  assert.deepEqual(seen, [1100, 1200, 1300])
})

test('a promise that is settled is heard before the clock goes on', async () => {
  const clock = virtualClock(0)
  const heard: string[] = []
  timer(0, 10, clock)
    .pipe(
      take(3),
      // Some turns of the microtask queue, and then a timer that starts at the instant at which the promise settled.
      concatMap((turn) => from(Promise.resolve(turn).then(async (one) => one))),
      concatMap((turn) => timer(5, clock).pipe(map(() => turn))),
    )
    .subscribe((turn) => heard.push(`${turn} at ${clock.now()}`))
  await advance(clock, 1000)
  assert.deepEqual(heard, ['0 at 5', '1 at 15', '2 at 25'])
})

test('going back is not possible', async () => {
  const clock = virtualClock(1000)
  await advance(clock, 500)
  assert.equal(clock.now(), 1000)
})
