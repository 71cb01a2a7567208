import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { SchedulingEvent } from '../../../src/domain/cluster/scheduling-event.ts'
import { HEARD_AFTER_MS, refusedOf } from '../../../src/domain/fit/refused.ts'
import { at, SECOND } from '../../support/time.ts'

const NOW = at('09:00')
const LONG_AGO = { uid: 'a', sinceMs: NOW - HEARD_AFTER_MS }
const said = (by: string, message: string, more: Partial<SchedulingEvent> = {}): SchedulingEvent => ({
  podUid: 'a',
  by,
  message,
  atMs: NOW,
  isRefusal: true,
  ...more,
})
const LIMIT = said('karpenter', 'all instance types exceed limits')
const NOTHING_FITS = said('default-scheduler', '0/3 nodes are available', { atMs: NOW + SECOND })

const refused = (events: readonly SchedulingEvent[], waiting = [LONG_AGO]) =>
  refusedOf(waiting, { events, scheduler: 'packing' }, NOW)

describe('why no node comes', () => {
  it('says who boots nodes, whatever the scheduler says later', () =>
    assert.deepEqual(refused([LIMIT, NOTHING_FITS]).refusal, {
      by: 'karpenter',
      message: 'all instance types exceed limits',
      isFinal: true,
    }))
  it('says the scheduler, where nobody boots nodes', () =>
    assert.equal(refused([NOTHING_FITS]).refusal?.isFinal, false))
  it('is no question while a node is on its way', () =>
    assert.deepEqual(
      refused([LIMIT, said('karpenter', 'should schedule on nodeclaim', { isRefusal: false, atMs: NOW + 1 })]),
      { revisitAt: Number.POSITIVE_INFINITY },
    ))
  it('nor when the scheduler that placeholders ask for goes on to find none, whatever its name', () =>
    assert.deepEqual(
      refused([
        said('karpenter', 'should schedule on nodeclaim', { isRefusal: false, atMs: NOW - 1 }),
        said('packing', 'no nodes available', { atMs: NOW + SECOND }),
      ]),
      { revisitAt: Number.POSITIVE_INFINITY },
    ))
  it('is what was said last, in whatever order it is told', () => {
    const earlier = said('karpenter', 'nominated', { isRefusal: false, atMs: NOW - 1 })
    for (const events of [
      [LIMIT, earlier],
      [earlier, LIMIT],
    ])
      assert.equal(refused(events).refusal?.message, LIMIT.message)
  })
  it('is not said of a pod that has only just begun to wait, but then', () => {
    const young = { uid: 'a', sinceMs: NOW - 5 * SECOND }
    const { refusal, revisitAt } = refused([LIMIT], [young])
    assert.deepEqual([refusal, revisitAt], [undefined, NOW + HEARD_AFTER_MS - 5 * SECOND])
    assert.ok(refusedOf([young], { events: [LIMIT], scheduler: '' }, revisitAt).refusal)
  })
  it('is not said by what happened to pods that are gone', () =>
    assert.equal(refused([said('karpenter', 'x', { podUid: 'gone' })]).refusal, undefined))
  it('of several is said for the one that waits longest', () => {
    const longer = { uid: 'b', sinceMs: LONG_AGO.sinceMs - 1 }
    const other = said('karpenter', 'no capacity', { podUid: 'b' })
    assert.equal(refused([LIMIT, other], [LONG_AGO, longer]).refusal?.message, 'no capacity')
  })
  it('costs nothing where nobody waits', () =>
    assert.deepEqual(refused([LIMIT], []), { revisitAt: Number.POSITIVE_INFINITY }))
})
