import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { asyncScheduler, NEVER, VirtualTimeScheduler } from 'rxjs'
import { clockJumps, watchClock } from '../../../streams/operators/clock-jumps.ts'
import { HOUR, SECOND } from '../../support/time.ts'
import { marbles } from '../support/marbles.ts'
import { wallClock } from '../support/wall-clock.ts'

describe('watchClock', () => {
  it('says nothing while the clock goes as it should', () =>
    marbles(({ expectObservable }) => {
      expectObservable(watchClock(asyncScheduler), '^ 9s !').toBe('')
    }))

  const table: readonly [name: string, jumps: readonly (readonly [byMs: number, afterMs: number])[], told: number][] = [
    ['set forward by an hour, or suspended for it', [[HOUR, SECOND]], 1],
    ['set back by an hour', [[-HOUR, SECOND]], 1],
    [
      'set twice',
      [
        [HOUR, SECOND],
        [-HOUR, 2 * SECOND],
      ],
      2,
    ],
    [
      'set twice between two looks: once',
      [
        [HOUR, SECOND + 1],
        [HOUR, SECOND + 2],
      ],
      1,
    ],
    [
      'timers that are late by as little as they are',
      [
        [20, SECOND],
        [-20, 2 * SECOND],
      ],
      0,
    ],
    [
      'a little more is a jump',
      [
        [21, SECOND],
        [-21, 2 * SECOND],
      ],
      2,
    ],
  ]
  for (const [name, jumps, told] of table)
    it(`${name}: ${told}`, () => {
      const { scheduler, wall, set } = wallClock()
      for (const jump of jumps) set(...jump)
      const seen: number[] = []
      const watching = watchClock(wall).subscribe(() => seen.push(scheduler.now()))
      scheduler.maxFrames = 4 * SECOND
      scheduler.flush()
      watching.unsubscribe()
      assert.equal(seen.length, told)
      for (const [index, ms] of seen.entries()) {
        const [, afterMs = 0] = jumps[index] ?? []
        assert.ok(ms >= afterMs && ms <= afterMs + 50, `${ms} ms, for what happened after ${afterMs} ms`)
      }
    })

  it('begins to compare when somebody listens, not before', () => {
    const { scheduler, wall, set } = wallClock()
    const jumps$ = watchClock(wall)
    set(HOUR, 1)
    scheduler.maxFrames = 1
    scheduler.flush()
    let told = 0
    const watching = jumps$.subscribe(() => told++)
    scheduler.maxFrames = SECOND
    scheduler.flush()
    watching.unsubscribe()
    assert.equal(told, 0)
  })
  it('leaves no timer behind', () => {
    const { scheduler, wall } = wallClock()
    watchClock(wall).subscribe().unsubscribe()
    scheduler.flush()
    assert.equal(scheduler.now(), 0, 'there was nothing to wait for')
  })
})

describe('clockJumps', () => {
  it('a virtual clock does not jump', () => assert.equal(clockJumps(new VirtualTimeScheduler()), NEVER))
  it('one look for all who sleep on the real one', () =>
    assert.equal(clockJumps(asyncScheduler), clockJumps(asyncScheduler)))
})
