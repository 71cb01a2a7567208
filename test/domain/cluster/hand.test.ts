import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { AT_LEAST, BRING, type Hand, handOf, PAUSE, sayBring } from '../../../src/domain/cluster/hand.ts'
import type { Pulls } from '../../../src/domain/images/pulls.ts'
import { at, DAY, HOUR, MINUTE } from '../../support/time.ts'

interface Given {
  readonly now?: string
  readonly written?: string
  readonly zone?: string
}

function hand(annotations: Record<string, string>, { now = '09:00', written, zone = 'utc' }: Given = {}): Hand {
  const writtenMs = written === undefined ? {} : { [AT_LEAST]: at(written), [PAUSE]: at(written) }
  return handOf({ where: 'Deployment user-placeholder', annotations, writtenMs, zone, nowMs: at(now) })
}

const pauseEnd = (text: string, given: Given = {}) => hand({ [PAUSE]: text }, given).pause?.untilMs

describe('warmseats.io/at-least', () => {
  const table: [string, number | undefined][] = [
    ['6 until 10:00', 6],
    ['0 until 10:00', 0],
    ['  12   until  10:00 ', 12],
    ['6 UNTIL 10:00', 6],
    ['6 until 2026-03-24T10:00', 6],
    ['6 until 2026-03-24 10:00', 6],
    ['6 until 2026-03-24T10:00:00Z', 6],
    ['6 until 2026-03-24T12:00+02:00', 6],
    ['6 until 2026-03-25', 6],
    ['6 until 9:30', 6],
    ['6 until 09:00:01', 6],
    ['6 until 09:00', undefined],
    ['6 until 08:59', undefined],
    ['6 until 2026-03-24T08:59', undefined],
    ['6 until 2026-03-24T10:00+02:00', undefined],
    ['6 until 2026-03-24', undefined],
  ]
  for (const [text, count] of table)
    it(`"${text}" at 09:00: ${count}`, () => {
      const read = hand({ [AT_LEAST]: text })
      assert.deepEqual(read.problems, [])
      assert.equal(read.atLeast?.count, count)
    })

  const garbage = [
    '6',
    'until 10:00',
    'six until 10:00',
    '-1 until 10:00',
    '1.5 until 10:00',
    '6 until',
    '6 until tomorrow',
    '6 until noon',
    '6 until 25:00',
    '6 until 24:00',
    '6 until 10:60',
    '6 until 10:00:60',
    '6 until 10',
    '6 until 1000',
    '6 until 10:00Z',
    '6 until 10:00+01:00',
    '6 until 2026-13-01',
    '6 until 2026-02-30T10:00',
    '6 for 2h',
    '6 until 10:00 please',
    '9999999 until 10:00',
  ]
  for (const text of garbage)
    it(`"${text}" is not understood, and costs nothing else`, () => {
      const read = hand({ [AT_LEAST]: text, [PAUSE]: 'until 10:00' })
      assert.equal(read.atLeast, undefined)
      assert.equal(read.pause?.untilMs, at('10:00'))
      assert.equal(read.problems.length, 1)
      assert.match(read.problems[0]?.where ?? '', /user-placeholder.*at-least/)
      assert.match(read.problems[0]?.text ?? '', /6 until 10:00/)
    })

  it('is not there when it is empty', () =>
    assert.deepEqual(hand({ [AT_LEAST]: ' ', [PAUSE]: '' }, { written: '08:00' }), { problems: [] }))
})

describe('warmseats.io/pause', () => {
  it('holds until its end, which it says', () => {
    const read = hand({ [PAUSE]: 'until 10:00' })
    assert.deepEqual(read.pause, { untilMs: at('10:00'), said: 'until 10:00' })
    assert.equal(read.revisitAt, at('10:00'))
    assert.equal(hand({ [PAUSE]: 'until 10:00' }, { now: '09:59:59' }).pause?.untilMs, at('10:00'))
    assert.equal(hand({ [PAUSE]: 'until 10:00' }, { now: '10:00' }).pause, undefined)
  })
  for (const text of ['10:00', 'true', 'yes', 'forever', '6 until 10:00', 'until'])
    it(`"${text}" is not understood`, () => {
      const { pause, problems } = hand({ [PAUSE]: text })
      assert.deepEqual([pause, problems.length], [undefined, 1])
      assert.match(problems[0]?.text ?? '', /until 10:00/)
    })
})

describe('a time of day', () => {
  it('is the first one after the annotation was written', () => {
    assert.equal(pauseEnd('until 10:00', { written: '08:00' }), at('10:00'))
    assert.equal(pauseEnd('until 07:00', { written: '08:00' }), at('07:00') + DAY)
    assert.equal(pauseEnd('until 09:00:30', { written: '09:00' }), at('09:00:30'))
  })
  it('that is just being written means the next day', () =>
    assert.equal(pauseEnd('until 10:00', { written: '10:00', now: '10:00' }), at('10:00') + DAY))
  it('does not come back the day after', () => {
    const yesterday = { written: '2026-03-23T08:00:00Z' }
    assert.equal(pauseEnd('until 10:00', yesterday), undefined)
    assert.equal(pauseEnd('until 10:00', { ...yesterday, now: '2026-03-25T00:30:00Z' }), undefined)
  })
  it('written in the evening reaches into the morning', () => {
    const evening = { written: '2026-03-23T22:00:00Z' }
    assert.equal(pauseEnd('until 10:00', evening), at('10:00'))
    assert.equal(pauseEnd('until 08:00', evening), undefined)
  })
  it("is one of the calendar's zone", () => {
    const zone = 'America/Los_Angeles'
    assert.equal(pauseEnd('until 10:00', { zone, written: '09:00' }), at('17:00'))
    assert.equal(pauseEnd('until 2026-03-24T10:00', { zone }), at('17:00'))
    assert.equal(pauseEnd('until 2026-03-24T10:00Z', { zone }), at('10:00'))
  })
  it('that a clock change skips is the hour after', () => {
    const spring = { zone: 'Europe/Zurich', written: '2026-03-28T23:30:00Z', now: '2026-03-29T00:00:00Z' }
    assert.equal(pauseEnd('until 02:30', spring), at('2026-03-29T01:30:00Z'))
  })
  it('is today’s where nobody knows when it was written', () => {
    assert.equal(pauseEnd('until 10:00'), at('10:00'))
    assert.equal(pauseEnd('until 08:00'), undefined)
  })
})

describe('when the hand is to be looked at again', () => {
  const both = (atLeast: string, pause: string, given: Given = { written: '08:00' }) =>
    hand({ [AT_LEAST]: `6 until ${atLeast}`, [PAUSE]: `until ${pause}` }, given).revisitAt
  it('at the first end', () => {
    assert.equal(both('10:00', '09:30'), at('09:30'))
    assert.equal(both('09:30', '10:00'), at('09:30'))
    assert.equal(both('08:30', '10:00'), at('10:00'))
  })
  it('not at all when all are over', () => assert.equal(both('08:30', '08:40'), undefined))
  it('at midnight where nobody knows when it was written: it is in force again then', () => {
    const over = hand({ [PAUSE]: 'until 08:00' })
    assert.deepEqual([over.pause, over.revisitAt], [undefined, at('00:00') + DAY])
    assert.ok(hand({ [PAUSE]: 'until 08:00' }, { now: '2026-03-25T00:00:00Z' }).pause)
  })
  it('is never now or earlier', () => {
    for (const minutes of [-HOUR, -1, 0, 1, HOUR].map((ms) => ms / MINUTE)) {
      const text = new Date(at('09:00') + minutes * MINUTE).toISOString()
      const { revisitAt } = hand({ [PAUSE]: `until ${text}` })
      assert.ok(revisitAt === undefined || revisitAt > at('09:00'))
    }
  })
})

describe('warmseats.io/bring', () => {
  const pulls = (text: string) => {
    const { bring, problems } = hand({ [BRING]: text })
    return { images: bring?.pulls.images.map(({ image }) => image), secrets: bring?.pulls.secrets, problems }
  }
  const table: [string, readonly string[], readonly string[]][] = [
    ['quay.io/hub/a:2 until 10:00', ['quay.io/hub/a:2'], []],
    ['quay.io/hub/a:2, b@sha256:0123 until 2026-03-24T10:00', ['quay.io/hub/a:2', 'b@sha256:0123'], []],
    ['a b  a until 10:00', ['a', 'b'], []],
    ['localhost:5000/a with key until 10:00', ['localhost:5000/a'], ['key']],
    ['a,b with key, other.key until 10:00', ['a', 'b'], ['key', 'other.key']],
  ]
  for (const [text, images, secrets] of table)
    it(`"${text}"`, () => assert.deepEqual(pulls(text), { images, secrets, problems: [] }))
  for (const text of ['until 10:00', 'a', 'a until', 'a; rm until 10:00', 'a with until 10:00', 'a $(b) until 10:00'])
    it(`"${text}" is a problem`, () => {
      const { images, problems } = pulls(text)
      assert.equal(images, undefined)
      assert.match(problems[0]?.text ?? '', /write it like "quay.io/)
    })
  it('ends when it says', () => assert.equal(hand({ [BRING]: 'a until 08:59' }).bring, undefined))
  it('is read as it is written', () => {
    const written: Pulls = { images: [{ image: 'quay.io/a:1' }, { image: 'b' }], secrets: ['k1', 'k2'] }
    const { bring, revisitAt } = hand({ [BRING]: sayBring(written, '2026-03-24T10:00Z') })
    assert.deepEqual([bring?.pulls, revisitAt], [written, at('10:00')])
  })
})
