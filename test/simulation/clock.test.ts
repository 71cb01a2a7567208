import assert from 'node:assert/strict'
import { it } from 'node:test'
import { interval, take, tap, timer } from 'rxjs'
import { advance, virtualClock } from '../../src/simulation/clock.ts'
import { seeded } from '../../src/simulation/cluster/random.ts'

it('the clock shows where it was started, and what it was moved to', async () => {
  const clock = virtualClock(1000)
  assert.equal(clock.now(), 1000)
  await advance(clock, 61_000)
  assert.equal(clock.now(), 61_000)
})

it('what is due happens, at its instant, and nothing that is not', async () => {
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

it('what was cancelled does not happen; of one instant the first asked for comes first', async () => {
  const clock = virtualClock(0)
  const seen: string[] = []
  const cancelled = timer(50, clock).subscribe(() => seen.push('cancelled'))
  for (const name of ['a', 'b', 'c']) timer(100, clock).subscribe(() => seen.push(name))
  timer(20, clock).subscribe(() => cancelled.unsubscribe())
  await advance(clock, 1000)
  assert.deepEqual(seen, ['a', 'b', 'c'])
})

it('ten thousand timers in any order happen in theirs', async () => {
  const clock = virtualClock(0)
  const random = seeded(1)
  const seen: number[] = []
  for (let made = 0; made < 10_000; made += 1)
    timer(Math.floor(random() * 1e6), clock).subscribe(() => seen.push(clock.now()))
  await advance(clock, 1e6)
  assert.equal(seen.length, 10_000)
  assert.deepEqual(
    seen,
    seen.toSorted((a, b) => a - b),
  )
})

it('going back is not possible', async () => {
  const clock = virtualClock(1000)
  await advance(clock, 500)
  assert.equal(clock.now(), 1000)
})
