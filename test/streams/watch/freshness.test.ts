import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Freshness, type FreshnessTracker, trackFreshness } from '../../../streams/watch/freshness.ts'
import { clock } from '../support/clock.ts'

const options = { staleAfterMs: 150_000, catchUpMs: 2000 }

/** Seconds from the start, and what happens then. */
type Script = readonly (readonly [atS: number, what: 'synced' | 'heard' | 'failed' | 'stop' | 'look'])[]

/** What `now` is at each `look`, and how often time alone changed it. */
async function play(script: Script): Promise<{ looks: Freshness[]; changes: number }> {
  const time = clock(0)
  let changes = 0
  const tracker: FreshnessTracker = trackFreshness(() => changes++, options, time.scheduler)
  const looks: Freshness[] = []
  for (const [atS, what] of script) {
    await time.advance(atS * 1000 - time.scheduler.now())
    if (what === 'look') looks.push(tracker.now)
    else tracker[what](AWAY)
  }
  tracker.stop()
  assert.equal(time.scheduler.actions.length, 0, 'no timer is left')
  return { looks, changes }
}

const starting: Freshness = { at: 'starting' }
const live = (sinceS: number): Freshness => ({ at: 'live', sinceMs: sinceS * 1000 })
const stale = (sinceS: number, because = 'not heard from for 150 s'): Freshness => ({
  at: 'stale',
  sinceMs: sinceS * 1000,
  because,
})
const AWAY = 'the API server is away'

describe('freshness', () => {
  for (const [what, script, looks, changes] of [
    ['is starting until there is a list, however long', [[9999, 'look']], [starting], 0],
    [
      'is starting whatever else is heard',
      [
        [1, 'heard'],
        [2, 'failed'],
        [500, 'look'],
      ],
      [starting],
      0,
    ],
    [
      'is live with the first list',
      [
        [5, 'synced'],
        [5, 'look'],
      ],
      [live(5)],
      0,
    ],
    [
      'stays live while proofs of life come',
      [
        [0, 'synced'],
        [149, 'heard'],
        [298, 'heard'],
        [447, 'look'],
      ],
      [live(0)],
      0,
    ],
    [
      'is stale after too long a silence, told once',
      [
        [0, 'synced'],
        [10, 'heard'],
        [159.999, 'look'],
        [160, 'look'],
        [999, 'look'],
      ],
      [live(0), stale(10), stale(10)],
      1,
    ],
    [
      'is stale by a failed try at once',
      [
        [0, 'synced'],
        [1, 'failed'],
        [1, 'look'],
        [149, 'look'],
      ],
      [stale(0, AWAY), stale(0, AWAY)],
      0,
    ],
    [
      'keeps the first cause, however long',
      [
        [0, 'synced'],
        [1, 'failed'],
        [9, 'failed'],
        [999, 'look'],
      ],
      [stale(0, AWAY)],
      0,
    ],
    [
      'is live again a little after a watch is open again',
      [
        [0, 'synced'],
        [1, 'failed'],
        [2, 'heard'],
        [3.999, 'look'],
        [4, 'look'],
        [152, 'look'],
      ],
      [stale(0, AWAY), live(4), stale(2)],
      2,
    ],
    [
      'is live at once with a list',
      [
        [0, 'synced'],
        [200, 'synced'],
        [200, 'look'],
      ],
      [live(200)],
      1,
    ],
    [
      'is live a little after the first proof of life',
      [
        [0, 'synced'],
        [200, 'heard'],
        [201, 'heard'],
        [201.999, 'look'],
        [202, 'look'],
      ],
      [stale(0), live(202)],
      2,
    ],
    [
      'is not live when the try fails meanwhile',
      [
        [0, 'synced'],
        [200, 'heard'],
        [201, 'failed'],
        [299, 'look'],
      ],
      [stale(0)],
      1,
    ],
    [
      'gets stale again',
      [
        [0, 'synced'],
        [200, 'heard'],
        [349.999, 'look'],
        [350, 'look'],
      ],
      [live(202), stale(200)],
      3,
    ],
    [
      'has no second timer when a list comes while it catches up',
      [
        [0, 'synced'],
        [200, 'heard'],
        [201, 'synced'],
        [210, 'look'],
      ],
      [live(201)],
      1,
    ],
    [
      'ends when stopped',
      [
        [0, 'synced'],
        [1, 'stop'],
        [999, 'look'],
      ],
      [live(0)],
      0,
    ],
  ] as const) {
    it(what, async () => assert.deepEqual(await play(script), { looks, changes }))
  }
})
