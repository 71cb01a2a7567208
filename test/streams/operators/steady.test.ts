import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { BELIEVE_AFTER_MS, passingScheduler, steadyScheduler } from '../../../streams/operators/steady.ts'
import { HOUR, SECOND } from '../../support/time.ts'

/** A machine whose clock is set while time passes. */
function machine() {
  let [passedMs, setMs] = [5000, 1_000_000_000]
  const clocks = { wall: () => setMs + passedMs, passed: () => passedMs }
  const clock = steadyScheduler(clocks)
  const startMs = clock.now()
  return {
    clocks,
    /** Of the steady clock, since the start. */
    now: () => clock.now() - startMs,
    pass: (ms: number) => {
      passedMs += ms
    },
    set: (ms: number) => {
      setMs += ms
    },
  }
}

describe('the steady clock', () => {
  it('is the wall clock while nobody sets it', () => {
    const { now, pass } = machine()
    pass(HOUR)
    assert.equal(now(), HOUR)
  })
  it('follows a clock that is set a little at once', () => {
    const { now, pass, set } = machine()
    pass(SECOND)
    set(-300)
    assert.equal(now(), 700)
  })
  for (const jumpMs of [HOUR, -HOUR, -100 * SECOND])
    it(`knows nothing of a clock that is ${jumpMs / SECOND} s off for eight seconds`, () => {
      const { now, pass, set } = machine()
      set(jumpMs)
      for (let second = 1; second <= 8; second += 1) {
        pass(SECOND)
        assert.equal(now(), second * SECOND)
      }
      set(-jumpMs)
      pass(SECOND)
      assert.equal(now(), 9 * SECOND)
    })
  it('believes a clock that was set once it has stood so for a minute', () => {
    const { now, pass, set } = machine()
    set(HOUR)
    assert.equal(now(), 0)
    pass(BELIEVE_AFTER_MS - 1)
    assert.equal(now(), BELIEVE_AFTER_MS - 1)
    pass(1)
    assert.equal(now(), HOUR + BELIEVE_AFTER_MS)
    pass(SECOND)
    assert.equal(now(), HOUR + BELIEVE_AFTER_MS + SECOND)
  })
  it('believes none that goes on jumping', () => {
    const { now, pass, set } = machine()
    for (let times = 0; times < 5; times += 1) {
      set(HOUR)
      now()
      pass(BELIEVE_AFTER_MS / 2)
    }
    assert.equal(now(), 2.5 * BELIEVE_AFTER_MS)
  })
})

it('passing time is what has passed', () => {
  const { clocks, pass, set } = machine()
  const { now } = passingScheduler(clocks)
  const startMs = now()
  set(-HOUR)
  pass(SECOND)
  assert.equal(now() - startMs, SECOND)
})
