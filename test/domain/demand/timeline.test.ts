import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { activeAt, largestNumber, nextBoundary } from '../../../src/domain/demand/timeline.ts'
import { type OccurrenceSpec, timeline } from '../../support/calendar.ts'
import { config } from '../../support/config.ts'
import { fc } from '../../support/properties.ts'
import { at, MINUTE } from '../../support/time.ts'

const two = config({ nodePools: { user: {}, gpu: {} } })
const window = (event: OccurrenceSpec, from = two) => {
  const [only] = timeline(from, event).intervals
  return only && [only.fromMs, only.toMs]
}

describe('when an event counts', () => {
  const asks = { user: 4 }
  const led = config({ nodePools: { user: { leadTime: '20m', trailTime: '5m' }, gpu: {} } })
  it('from its start to its end: integers have no lead time by default', () =>
    assert.deepEqual(window({ asks }), [at('09:00'), at('10:00')]))
  it("from the pool's lead time to its trail time", () =>
    assert.deepEqual(window({ asks }, led), [at('08:40'), at('10:05')]))
  it("its own lead and trail time go before the pool's, 0 too", () => {
    assert.deepEqual(window({ asks, leadTimeMs: MINUTE, trailTimeMs: 2 * MINUTE }, led), [at('08:59'), at('10:02')])
    assert.deepEqual(window({ asks, leadTimeMs: 0, trailTimeMs: 0 }, led), [at('09:00'), at('10:00')])
  })
  it('each pool by its own', () => {
    const { intervals } = timeline(led, { asks: { user: 4, gpu: 1 } })
    assert.deepEqual(
      intervals.map(({ pool, fromMs }) => [pool, fromMs]),
      [
        ['user', at('08:40')],
        ['gpu', at('09:00')],
      ],
    )
  })
  it('an automatic lead time is 10 min until it is measured', () =>
    assert.deepEqual(window({ asks }, config({ nodePools: { user: { leadTime: 'auto' } } })), [
      at('08:50'),
      at('10:00'),
    ]))
  it('half-open: the start counts, the end does not', () => {
    const line = timeline(two, { asks })
    const counts = (ms: number) => activeAt(line, 'user', ms).length
    assert.deepEqual([at('09:00') - 1, at('09:00'), at('10:00') - 1, at('10:00')].map(counts), [0, 1, 1, 0])
  })
  it('never, when it has no length', () => assert.equal(window({ asks, from: '09:00', to: '09:00' }), undefined))
  it('without length, but with a lead time', () =>
    assert.deepEqual(window({ asks, from: '09:00', to: '09:00' }, led), [at('08:40'), at('09:05')]))
})

describe('a name in an event', () => {
  const problemOf = (name: string, from = two) => timeline(from, { title: 'Midterm', asks: { [name]: 4 } }).problems
  const table: [string, RegExp][] = [
    ['usr', /no pool `usr`; did you mean `user`\?/],
    ['gpus', /did you mean `gpu`\?/],
    ['laboratory', /no pool `laboratory`; the pools are `user`, `gpu`/],
  ]
  for (const [name, text] of table)
    it(`${name} is reported with what would be right`, () => {
      const [only, ...others] = problemOf(name)
      assert.equal(others.length, 0)
      assert.match(only?.where ?? '', /"Midterm"/)
      assert.match(only?.text ?? '', text)
    })
  it('in other letters is the pool, and it is remarked upon', () => {
    const { intervals, problems, remarks } = timeline(two, { title: 'Midterm', asks: { User: 4 } })
    assert.deepEqual([intervals.map(({ pool }) => pool), problems], [['user'], []])
    assert.deepEqual(
      remarks.map(({ text }) => text),
      ['«User: 4»: read as `user: 4`'],
    )
  })
  it('that is wrong costs neither its neighbours nor other events', () => {
    const { intervals, problems } = timeline(two, { asks: { usr: 4, gpu: 1 } }, { title: 'Other', asks: { user: 2 } })
    assert.deepEqual(
      intervals.map(({ pool, amount }) => [pool, amount]),
      [
        ['gpu', 1],
        ['user', 2],
      ],
    )
    assert.equal(problems.length, 1)
  })
  it('that is wrong each week is reported once', () => {
    const weekly = [0, 7, 14].map((days) => ({
      uid: 'weekly',
      asks: { usr: 4 },
      from: at('09:00') + days * 24 * 60 * MINUTE,
      to: at('10:00') + days * 24 * 60 * MINUTE,
    }))
    assert.equal(timeline(two, ...weekly).problems.length, 1)
  })
  it('says so where there is no pool at all', () =>
    assert.match(problemOf('user', config({ nodePools: {} }))[0]?.text ?? '', /no pool is configured/))
  it('of an event without a title is found by its UID', () => {
    const [only] = timeline(two, { title: '', uid: 'a1@example.org', asks: { usr: 4 } }).problems
    assert.match(only?.where ?? '', /without a title.*a1@example\.org/)
  })
})

describe('boundaries', () => {
  const line = timeline(
    two,
    { asks: { user: 4 } },
    { title: 'Lab', from: '09:30', to: '10:00', asks: { gpu: 1, user: 1 } },
  )
  it('are the instants at which an answer may change, each once', () =>
    assert.deepEqual(line.boundaries, ['09:00', '09:30', '10:00'].map(at)))
  const table: [number, number | undefined][] = [
    [at('00:00'), at('09:00')],
    [at('09:00') - 1, at('09:00')],
    [at('09:00'), at('09:30')],
    [at('09:30'), at('10:00')],
    [at('10:00') - 1, at('10:00')],
    [at('10:00'), undefined],
  ]
  for (const [now, next] of table)
    it(`the one after ${new Date(now).toISOString()} is ${next && new Date(next).toISOString()}`, () =>
      assert.equal(nextBoundary(line, now), next))
  it('of an empty calendar: none', () => assert.equal(nextBoundary(timeline(two), at('09:00')), undefined))
  it('unknown pools make none', () => assert.deepEqual(timeline(two, { asks: { usr: 4 } }).boundaries, []))

  const events = fc.array(
    fc.record({ pool: fc.constantFrom('user', 'gpu'), from: fc.nat(60), length: fc.nat(30), amount: fc.nat(5) }),
    { maxLength: 8 },
  )
  it('between two of them nothing changes', () => {
    fc.assert(
      fc.property(events, fc.nat(100), (list, minute) => {
        const specs = list.map(({ pool, from, length, amount }, index) => ({
          uid: `${index}`,
          asks: { [pool]: amount },
          from: from * MINUTE,
          to: (from + length) * MINUTE,
        }))
        const line = timeline(two, ...specs)
        const now = minute * MINUTE
        const next = nextBoundary(line, now) ?? now + 1000 * MINUTE
        for (const pool of ['user', 'gpu'])
          for (const later of [now, Math.floor((now + next) / 2), next - 1])
            assert.deepEqual(activeAt(line, pool, later), activeAt(line, pool, now))
      }),
    )
  })
  it('the order of the events in the calendar changes nothing', () => {
    fc.assert(
      fc.property(events, (list) => {
        const specs = list.map(({ pool, from, length, amount }, index) => ({
          uid: `${index}`,
          asks: { [pool]: amount },
          from: from * MINUTE,
          to: (from + length) * MINUTE,
        }))
        assert.deepEqual(timeline(two, ...specs.toReversed()), timeline(two, ...specs))
      }),
    )
  })
})

describe('the largest number that is asked of a pool', () => {
  const events = [
    { asks: { user: 9 }, from: '07:00', to: '08:00' },
    { asks: { user: 2 }, from: '08:30', to: '09:30' },
    { asks: { user: 4, gpu: 7 }, from: '12:00', to: '13:00' },
    { asks: { user: { students: 300 } }, from: '09:00', to: '10:00' },
  ]
  const asked = (pool: string, time: string) => largestNumber(timeline(two, ...events), pool, at(time))
  it('is one of now or later', () =>
    assert.deepEqual([asked('user', '07:59'), asked('user', '09:00'), asked('gpu', '09:00')], [9, 4, 7]))
  it('is none when all is over', () => assert.equal(asked('user', '13:00'), 0))
})
