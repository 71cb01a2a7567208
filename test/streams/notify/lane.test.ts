import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { defer, NEVER, type ObservableInput, of, throwError } from 'rxjs'
import type { Message } from '../../../src/domain/notify/message.ts'
import { NotDelivered } from '../../../src/domain/notify/not-delivered.ts'
import type { RuntimeEvent } from '../../../src/domain/runtime-event.ts'
import { type Lane, lane } from '../../../streams/notify/lane.ts'
import { message, target } from '../../support/notify/notices.ts'
import { HOUR, MINUTE, SECOND } from '../../support/time.ts'
import { clock } from '../support/clock.ts'

/** A lane whose wire is `send`; what was tried and told, as `time what`. */
function running(send: (one: Message, nowMs: number) => ObservableInput<unknown>, perHour = 12) {
  const time = clock(0)
  const tried: string[] = []
  const told: RuntimeEvent[] = []
  const own: Lane = lane(
    target({ perHour }),
    {
      send: (_, one) => {
        tried.push(`${time.scheduler.now() / SECOND} ${one.notice.subjects}`)
        return send(one, time.scheduler.now())
      },
      tell: (event) => told.push(event),
      random: () => 1,
    },
    time.scheduler,
  )
  const subscription = own.work$.subscribe({ error: assert.fail })
  const push = (...keys: string[]) =>
    own.push(keys.map((key) => message({ subjects: [key], atMs: time.scheduler.now() })))
  return {
    ...time,
    tried,
    told,
    push,
    own,
    stop: () => subscription.unsubscribe(),
    typesOf: () => told.map(({ type }) => type),
  }
}

describe('a lane', () => {
  it('sends in order, one at a time', async () => {
    const { push, tried, typesOf, advance } = running(() => of(undefined))
    push('a', 'b')
    push('c')
    await advance(0)
    assert.deepEqual(tried, ['0 a', '0 b', '0 c'])
    assert.deepEqual(typesOf(), ['notified', 'notified', 'notified'])
  })
  it('waits for the one that is on its way', async () => {
    const { push, tried, advance } = running(() => NEVER)
    push('a', 'b')
    push('c')
    await advance(MINUTE)
    assert.deepEqual(tried, ['0 a'])
  })
  it('tries again with growing pauses, tells of it once, and once that it works again', async () => {
    const { push, tried, told, typesOf, advance } = running((_, nowMs) =>
      nowMs < MINUTE ? throwError(() => new NotDelivered('it answers HTTP 500')) : of(undefined),
    )
    push('a', 'b')
    await advance(2 * MINUTE)
    assert.deepEqual(tried, ['0 a', '4 a', '12 a', '28 a', '60 a', '60 b'])
    assert.deepEqual(typesOf(), ['notification failed', 'notification works again', 'notified', 'notified'])
    assert.deepEqual(told[0], { type: 'notification failed', target: 'on-call', because: 'it answers HTTP 500' })
  })
  it('leaves alone for as long as it is asked to', async () => {
    const { push, tried, advance } = running((_, nowMs) =>
      nowMs === 0 ? throwError(() => new NotDelivered('HTTP 429', 10 * MINUTE)) : of(undefined),
    )
    push('a')
    await advance(11 * MINUTE)
    assert.deepEqual(tried, ['0 a', '600 a'])
  })
  it('gives up what is no news any more, and goes on with what is', async () => {
    let isBroken = true
    const { push, told, typesOf, tried, advance } = running(() =>
      isBroken ? throwError(() => new NotDelivered('no')) : of(undefined),
    )
    push('a')
    await advance(50 * MINUTE)
    push('b')
    await advance(15 * MINUTE)
    isBroken = false
    await advance(10 * MINUTE)
    assert.deepEqual(typesOf(), [
      'notification failed',
      'notification given up',
      'notification works again',
      'notified',
    ])
    assert.equal(told.length, 4)
    assert.match(tried.at(-1) ?? '', / b$/)
  })
  it('says once that its budget is used up', async () => {
    const { push, tried, typesOf, advance } = running(() => of(undefined), 2)
    push('a', 'b', 'c', 'd')
    await advance(MINUTE)
    push('e')
    await advance(HOUR)
    push('f')
    await advance(0)
    assert.deepEqual(tried, ['0 a', '0 b', '0 budget', '3660 f'])
    assert.equal(typesOf().filter((type) => type === 'notifications held back').length, 1)
  })
  it('says nothing of a fault that may hold an address', async () => {
    const { push, told, advance } = running(() => {
      throw new Error('https://hooks.example.edu/SECRET')
    })
    push('a')
    await advance(0)
    assert.doesNotMatch(JSON.stringify(told), /SECRET/)
  })
  it('sends nothing while nobody listens', async () => {
    const { stop, push, tried, advance } = running(() => defer(() => of(undefined)))
    stop()
    push('a')
    await advance(MINUTE)
    assert.deepEqual(tried, [])
  })
})
