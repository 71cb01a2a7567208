import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Message } from '../../../src/domain/notify/message.ts'
import { EMPTY_QUEUE, nextOf, type Queue, queued, sent } from '../../../src/domain/notify/queue.ts'
import { message } from '../../support/notify/notices.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { at, HOUR, MINUTE } from '../../support/time.ts'

const NOW = at('09:02')
const about = (key: string, state: 'begun' | 'over' = 'begun') => message({ subjects: [key], state })
const keysOf = ({ waiting }: Queue) => waiting.map(({ notice }) => `${notice.state} ${notice.subjects}`)

/** Sends all that may be sent at an instant. */
function drained(before: Queue, perHour: number, nowMs: number): { readonly queue: Queue; readonly out: Message[] } {
  const out: Message[] = []
  let { queue, message: next } = nextOf(before, perHour, nowMs)
  while (next) {
    out.push(next)
    ;({ queue, message: next } = nextOf(sent(queue, nowMs), perHour, nowMs))
  }
  return { queue, out }
}

describe('what waits for a target', () => {
  it('goes in its order', () =>
    assert.deepEqual(keysOf(queued(EMPTY_QUEUE, [about('a'), about('b')])), ['begun a', 'begun b']))
  it('needs not be told when it is over before that', () =>
    assert.deepEqual(keysOf(queued(EMPTY_QUEUE, [about('a'), about('b'), about('b', 'over')])), ['begun a']))
  it('is told when it may be on its way', () =>
    assert.deepEqual(keysOf(queued(EMPTY_QUEUE, [about('a'), about('a', 'over')])), ['begun a', 'over a']))
  it('is bounded, and the newest stay', () => {
    const many = Array.from({ length: 500 }, (_, n) => about(`k${n}`))
    assert.deepEqual(keysOf(queued(EMPTY_QUEUE, many)).at(-1), 'begun k499')
    assert.equal(queued(EMPTY_QUEUE, many).waiting.length, 50)
  })
  it('is no news after an hour', () => {
    const { queue, late, message: next } = nextOf(queued(EMPTY_QUEUE, [about('a')]), 12, NOW + HOUR)
    assert.deepEqual([queue.waiting, late.length, next], [[], 1, undefined])
  })
})

describe('the budget', () => {
  const full = queued(EMPTY_QUEUE, [about('a'), about('b'), about('c'), about('d')])
  it('is said to be used up, once, and what is beyond it is dropped', () => {
    const { queue, out } = drained(full, 2, NOW)
    assert.deepEqual(
      out.map(({ notice }) => notice.subjects),
      [['a'], ['b'], ['budget']],
    )
    assert.match(out[2]?.notice.headline ?? '', /^more than 2 messages an hour: /)
    assert.equal(queue.isHeldBack, true)
    const later = drained(queued(queue, [message({ subjects: ['e'], atMs: NOW + MINUTE })]), 2, NOW + MINUTE)
    assert.deepEqual(later.out, [])
    assert.deepEqual(later.queue.waiting, [])
  })
  it('is there again when an hour has fewer', () => {
    const { queue } = drained(full, 2, NOW)
    const nowMs = NOW + HOUR
    const { queue: next, out } = drained(queued(queue, [message({ subjects: ['e'], atMs: nowMs })]), 2, nowMs)
    assert.deepEqual(
      out.map(({ notice }) => notice.subjects),
      [['e']],
    )
    assert.equal(next.isHeldBack, false)
  })
  it('is never exceeded, but for saying that it would be', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.record({ afterMs: fc.integer({ min: 0, max: 20 * MINUTE }), count: fc.nat(4) }), { maxLength: 30 }),
        (perHour, looks) => {
          let [queue, nowMs] = [EMPTY_QUEUE, NOW]
          const sentMs: number[] = []
          for (const { afterMs, count } of looks) {
            nowMs += afterMs
            const own = Array.from({ length: count }, (_, n) => message({ subjects: [`${nowMs} ${n}`], atMs: nowMs }))
            const next = drained(queued(queue, own), perHour, nowMs)
            queue = next.queue
            for (const one of next.out) if (!one.isBudget) sentMs.push(nowMs)
            assert.ok(sentMs.filter((ms) => nowMs - ms < HOUR).length <= perHour)
            assert.deepEqual(queue.waiting, [])
          }
        },
      ),
      RUNS,
    ))
})
