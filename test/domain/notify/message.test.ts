import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { messagesFor } from '../../../src/domain/notify/message.ts'
import { mailbox, notice, target } from '../../support/notify/notices.ts'

const ORGANIZERS = [
  { address: 'ada@example.edu', lines: ['event "Midterm": no pool `usr`'] },
  { address: 'eve@evil.example', lines: ['event "Spam": no pool `usr`'] },
  { address: 'bob@EXAMPLE.edu', lines: ['event "A": a', 'event "B": b'] },
]
const events = notice({ kind: 'events', subjects: ['events a'], organizers: ORGANIZERS })

const count = (values: Parameters<typeof target>[0], ...more: Parameters<typeof notice>) =>
  messagesFor(target(values), notice(...more)).length

describe('a target is told', () => {
  it('of all but verdicts, unless it says what', () => {
    assert.deepEqual(
      (['waits', 'doesNotFit', 'leader', 'events', 'verdicts'] as const).map((kind) => count({}, { kind })),
      [1, 1, 1, 1, 0],
    )
    assert.deepEqual([count({ for: ['verdicts'] }, { kind: 'verdicts' }), count({ for: ['verdicts'] })], [1, 0])
  })
  it('of its pools, and of what concerns none', () => {
    assert.deepEqual([count({ pools: ['lab'] }), count({ pools: ['user'] })], [0, 1])
    const { pool: _, ...ofNone } = notice({ kind: 'leader' })
    assert.equal(messagesFor(target({ pools: ['lab'] }), ofNone).length, 1)
  })
})

describe('an organizer gets a mail', () => {
  const organizersOf = (values: Parameters<typeof mailbox>[0]) =>
    messagesFor(mailbox(values), events).flatMap(({ to = [] }) => to)
  it('only where the config says so', () => {
    assert.deepEqual(organizersOf({}), [])
    assert.deepEqual(messagesFor(target(), events), [{ notice: events }])
  })
  it('at the domains that it names, and no others', () =>
    assert.deepEqual(organizersOf({ toOrganizers: true, allowedDomains: ['@Example.edu'] }), [
      'ada@example.edu',
      'bob@EXAMPLE.edu',
    ]))
  it('not at one that only ends so', () =>
    assert.deepEqual(organizersOf({ toOrganizers: true, allowedDomains: ['ample.edu'] }), []))
  it('with their own events alone, and no command that they have not', () => {
    const [, ada, bob] = messagesFor(mailbox({ toOrganizers: true, allowedDomains: ['example.edu'] }), events)
    assert.deepEqual([ada?.notice.headline, ada?.notice.lines], ['event "Midterm": no pool `usr`', []])
    assert.deepEqual(
      [bob?.notice.headline, bob?.notice.lines],
      ['2 things in your events are not understood', ['event "A": a', 'event "B": b']],
    )
    assert.deepEqual(ada?.notice.doings, [])
  })
  it('once, who gets the other one too', () => {
    const values = { toOrganizers: true, allowedDomains: ['example.edu'], to: ['ada@example.edu'] }
    assert.deepEqual(organizersOf(values), ['bob@EXAMPLE.edu'])
  })
  it('and nobody else, where there is no `to`', () =>
    assert.deepEqual(
      messagesFor(mailbox({ toOrganizers: true, allowedDomains: ['example.edu'], to: [] }), events).map(({ to }) => to),
      ['ada@example.edu', 'bob@EXAMPLE.edu'],
    ))
})
