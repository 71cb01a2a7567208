import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type AnswersInput, answersOf } from '../../../src/domain/answers/answers.ts'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { fingerprint } from '../../../src/domain/fingerprint.ts'
import type { Verdict } from '../../../src/domain/verdict/verdict.ts'
import { boots } from '../../support/boots.ts'
import type { ConfigValues } from '../../support/config.ts'
import { several } from '../../support/pod.ts'
import { at, MINUTE } from '../../support/time.ts'
import { type Asking, answer, answers, answersInput, SEATS_OF_8, type WrittenEvent } from './support.ts'

const written = (description: string, more: WrittenEvent = {}): WrittenEvent => ({ description, ...more })
const MOST_10: ConfigValues = { nodePools: { user: { ...SEATS_OF_8.nodePools?.user, maxPlaceholders: 10 } } }
const TWO_POOLS: ConfigValues = { nodePools: { user: {}, lab: {} }, calendarTimezone: 'America/Los_Angeles' }
const OVER: Asking = { at: '11:00' }

describe('an answer in one line', () => {
  const table: readonly (readonly [string, WrittenEvent, string, Asking?])[] = [
    ['seats, as nodes', written('students: 100'), '✓ Data 8: 100 seats, 13 nodes, ready 09:00 UTC'],
    ['read as it was meant', written('Students:100 people'), '✓ Data 8: 100 seats, 13 nodes, ready 09:00 UTC'],
    ['in the title', { title: 'CS 10: 30 students' }, '✓ CS 10: 30 students: 30 seats, 4 nodes, ready 09:00 UTC'],
    ['nodes', written('nodes: 5'), '✓ Data 8: 5 nodes, ready 09:00 UTC'],
    ['placeholders, ready late', written('user: 4'), '✓ Data 8: 4 placeholders, 4 nodes, ready 09:10 UTC'],
    ['none', written('user: 0'), '✓ Data 8: 0 placeholders'],
    [
      'earlier, in the zone of the hub, before a node was seen',
      written('user: 4\nleadTime: 30m', { from: '17:00', to: '18:00' }),
      '✓ Data 8: 4 placeholders, ready 09:40',
      { values: TWO_POOLS, world: { nodes: [] } },
    ],
    [
      'two pools',
      written('user: 4\nlab: {nodes: 2}', { from: '17:00', to: '18:00' }),
      '✓ Data 8: lab: 2 nodes; user: 4 placeholders, ready 10:10',
      { values: TWO_POOLS },
    ],
    [
      'a seat larger than a node',
      written('students: 10\nseat: {memory: 64Gi}'),
      '⚠ Data 8: 10 seats; a seat of {memory:64Gi} fits on no node of the pool, which offers {memory:32Gi} when it is empty: ask for less, or name a pool with larger nodes',
    ],
    [
      'too small',
      written('students: 100'),
      '⚠ Data 8: 20 of 100 will wait for a node; it needs 100 seats, 13 nodes',
      { values: MOST_10 },
    ],
    [
      'more than the hub runs',
      written('students: 100'),
      '⚠ Data 8: 100 seats, 13 nodes; not right: the hub runs no more than 60 servers, and 100 people are announced: 40 get none, though seats are warm; raise its active_server_limit (zero-to-jupyterhub: hub.activeServerLimit) and hub.activeServerLimit here',
      { values: { ...SEATS_OF_8, hub: { activeServerLimit: 60 } } },
    ],
    ['no such pool', written('usr: 4'), '⚠ Data 8: not right: no pool `usr`; did you mean `user`?'],
    [
      'a line of two that counts',
      written('students: 1.5\nuser: 3'),
      '⚠ Data 8: 3 placeholders, 3 nodes; not right: «students: 1.5»: 1.5 is no whole number of 0 or more: `students: 2` would be right',
    ],
    [
      'perhaps meant',
      written('12 students need extra time'),
      '? Data 8: asks for nothing; «12 students need extra time»: it is not counted; if so many come, `students: 12` would be right',
    ],
    ['over', written('students: 100'), '· Data 8: is over; it asked for 100 seats', OVER],
    ['over, and was wrong', written('usr: 4'), '⚠ Data 8: not right: no pool `usr`; did you mean `user`?', OVER],
    [
      'only tried out',
      written('students: 100'),
      '⚠ Data 8: 100 seats, 13 nodes, but nothing is made ready: the hub only tries this out',
      { dryRun: true },
    ],
  ]
  for (const [what, event, title, asking] of table) it(what, () => assert.equal(answer(event, asking).title, title))

  it('is none to an event that means nothing to the hub', () =>
    assert.deepEqual(answers([written('Bring a pencil.'), written('', { title: 'Lunch' })]), []))
})

describe('the lines below', () => {
  const lines = (event: WrittenEvent, asking?: Asking) => answer(event, asking).lines
  it('say from when, and how a line was read', () =>
    assert.deepEqual(lines(written('Students:100 people')), [
      'Pool user: 100 seats, 13 nodes, asked for from 08:50 UTC on; a node takes 10 min.',
      'By the way: «Students:100 people»: read as `students: 100`',
    ]))
  it('say what has it there in time', () =>
    assert.deepEqual(lines(written('user: 4')), [
      'Pool user: 4 placeholders, 4 nodes, asked for from 09:00 UTC on; a node takes 10 min. That is 10 min after its start; `leadTime: auto` in its description has it there in time.',
    ]))
  it('go by how long the pool’s nodes take', () => {
    const memory = { ...NO_MEMORY, boots: { user: boots(15, 15, 15, 15, 15) } }
    assert.deepEqual(lines(written('students: 100'), { memory }), [
      'Pool user: 100 seats, 13 nodes, asked for from 08:45 UTC on; a node takes 15 min.',
    ])
  })
  it('say by what it does not fit, and who goes without, also of the same class next week', () => {
    const weekly = written('students: 100', { lines: ['RRULE:FREQ=WEEKLY;COUNT=2'] })
    assert.deepEqual(
      answers([weekly], { values: MOST_10 }).map((one) => [one.title.slice(0, 9), one.lines.at(-1)]),
      ['24', '31'].map((day) => [
        '⚠ Data 8:',
        `"Data 8", Tue ${day} Mar 09:00, needs 13 placeholders; the pool can have 10 placeholders (nodePools.user.maxPlaceholders): 20 of 100 will wait for a node`,
      ]),
    )
  })
  it('count what others ask at the time', () => {
    const [both] = answers([written('students: 60'), written('students: 40', { title: 'Physics' })], {
      values: MOST_10,
    })
    assert.match(both?.lines.at(-1) ?? '', /^"Data 8" and "Physics", .* 20 of 100 will wait for a node$/)
  })
  it('say how else it is: tried out only, by an old copy', () =>
    assert.deepEqual(
      lines(written('students: 100'), {
        dryRun: true,
        health: { at: 'failing', sinceMs: at('06:00'), lastGoodMs: at('06:00'), because: 'HTTP 500' },
      }).slice(1),
      [
        'The hub only tries this out (dryRun): nothing is made ready.',
        'A calendar cannot be read now: this is by what was read last.',
      ],
    ))
  it('are few, whatever a description holds', () => {
    const { lines: all } = answer(written(several(60, (n) => `students: ${n}.5`).join('\n')))
    assert.ok(all.length <= 30, `${all.length} lines`)
    assert.match(all.join('\n'), /and \d+ more/)
  })
})

describe('a class', () => {
  it('has its own times, and its days where the hub’s zone has them so', () => {
    const { startMs, endMs, days } = answer(written('students: 1'))
    assert.deepEqual([startMs, endMs, days], [at('09:00'), at('10:00'), undefined])
    const whole = written('students: 1', { lines: ['DTSTART;VALUE=DATE:20260325', 'DTEND;VALUE=DATE:20260327'] })
    assert.deepEqual(answer(whole).days, { from: '2026-03-25', to: '2026-03-27' })
    const elsewhere = answersInput([whole])
    const { calendar } = elsewhere.config
    const config = { ...elsewhere.config, calendar: { ...calendar, timezone: 'America/Los_Angeles' } }
    assert.equal(answersOf({ ...elsewhere, config })[0]?.days, undefined)
  })
  it('is told of by its own text where an occurrence was changed', () => {
    const series = written('students: 100', { uid: 'a', lines: ['RRULE:FREQ=DAILY;COUNT=2'] })
    const changed = written('usr: 4', {
      uid: 'a',
      title: 'Data 8 moved',
      from: '2026-03-25T12:00Z',
      to: '2026-03-25T13:00Z',
      lines: ['RECURRENCE-ID:20260325T090000Z'],
    })
    const [first, second] = answers([series, changed])
    assert.equal(first?.title, '✓ Data 8: 100 seats, 13 nodes, ready 09:00 UTC')
    assert.equal(second?.title, '⚠ Data 8 moved: not right: no pool `usr`; did you mean `user`?')
  })
  it('keeps its key when it is moved, renamed or asks for more', () => {
    const keyOf = (more: WrittenEvent) =>
      answers([
        written('students: 1', { uid: 'a', lines: ['RRULE:FREQ=DAILY;COUNT=2'] }),
        written('students: 2', { uid: 'a', lines: ['RECURRENCE-ID:20260325T090000Z'], ...more }),
      ]).map(({ key }) => key)
    const here = keyOf({ from: '2026-03-25T09:00Z', to: '2026-03-25T10:00Z' })
    assert.deepEqual(keyOf({ title: 'Other', from: '2026-03-25T15:00Z', to: '2026-03-25T16:00Z' }), here)
    assert.equal(new Set(here).size, 2)
  })
  it('says after its end how it went, where somebody knows', () => {
    const input = answersInput([written('students: 100')], OVER)
    const after = (more: Partial<Verdict>, nowMs = input.nowMs) => {
      const verdict = {
        ...{ pool: 'user', uid: '', startMs: at('09:00'), announced: 100 },
        ...WELL,
        ...more,
      }
      const verdicts = { lives: {}, verdicts: { [verdict.pool]: { ...verdict, uid: fingerprint(uidIn(input)) } } }
      const memory = { ...input.decision.memory, verdicts }
      const [answer] = answersOf({ ...input, nowMs, decision: { ...input.decision, memory } })
      return [answer?.title, answer?.lines]
    }
    assert.deepEqual(after({}), ['✓ Data 8: 98 of 100 came, nobody waited', []])
    assert.deepEqual(after({ late: 12, longestMs: 3 * MINUTE, advice: { kind: 'nodes', more: 2 } }), [
      '⚠ Data 8: 98 of 100 came, 12 waited, the longest 3 min',
      ['The pool needs 2 nodes more'],
    ])
    assert.match(String(after({}, at('10:00') - MINUTE)[0]), /^✓ Data 8: 100 seats/)
  })
})

const WELL = { came: 98, late: 0, longestMs: 0 }
const uidIn = ({ reading }: AnswersInput): string => reading.occurrences[0]?.uid ?? assert.fail()

describe('very many classes', () => {
  it('are told of by time: the last that are over, the first that come', () => {
    const many = several(800, (n) =>
      written('user: 1', {
        title: `Class ${n}`,
        from: new Date(at('00:00') + n * MINUTE).toISOString(),
        to: new Date(at('00:00') + (n + 1) * MINUTE).toISOString(),
      }),
    )
    const all = answers(many, { at: '05:00' })
    assert.equal(all.length, 600)
    assert.deepEqual([all[0]?.startMs, all.at(-1)?.startMs], [at('03:20'), at('05:00') + 499 * MINUTE])
    assert.deepEqual(
      all,
      all.toSorted((a, b) => a.startMs - b.startMs),
    )
  })
})
