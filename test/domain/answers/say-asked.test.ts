import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Asked } from '../../../src/domain/answers/asked.ts'
import { linesOf, readyAt, sayClock, sayWhat, sayWritten } from '../../../src/domain/answers/say-asked.ts'
import { at, MINUTE } from '../../support/time.ts'

const asked = (more: Partial<Asked> = {}): Asked => ({
  pool: 'user',
  need: { seats: 350, placeholders: 13, nodes: 13 },
  fromMs: at('08:40'),
  readyMs: at('08:50'),
  bootMs: 10 * MINUTE,
  ...more,
})
const NOTHING = asked({ need: { seats: 0, placeholders: 0, nodes: 0 } })

describe('what is asked', () => {
  it('in words, with and without what follows from it', () => {
    assert.equal(sayWhat([asked()]), '350 seats, 13 nodes')
    assert.equal(sayWritten([asked()]), '350 seats')
    assert.equal(sayWhat([asked({ need: { seats: 1, placeholders: 1 } })]), '1 seat')
    assert.equal(sayWhat([asked({ need: { seats: 0, placeholders: 1, nodes: 1 }, nodes: 1 })]), '1 node')
    assert.equal(sayWhat([NOTHING]), '0 placeholders')
    assert.equal(sayWritten([asked(), asked({ pool: 'lab' })]), 'user: 350 seats; lab: 350 seats')
  })
  it('of a class without a number is what is expected, else said without one', () => {
    assert.equal(sayWhat([asked({ isExpected: true })]), '350 seats, 13 nodes, by who came before')
    const open = asked({ need: { seats: 0, isOpen: true }, isAuto: true })
    assert.equal(sayWhat([open]), 'seats for as many students as come')
    assert.equal(readyAt([open]), undefined)
  })
  it('is ready when the last of it is; nothing never', () => {
    assert.equal(readyAt([asked(), asked({ readyMs: at('08:55') })]), at('08:55'))
    assert.equal(readyAt([NOTHING]), undefined)
    assert.deepEqual(linesOf([NOTHING], at('09:00'), 'utc'), [
      'Pool user: 0 placeholders, asked for from 08:40 UTC on.',
    ])
  })
  it('waits for who paused the pool', () =>
    assert.equal(
      linesOf([asked({ paused: 'until 10:00' })], at('09:00'), 'utc')[1],
      'Pool user is paused by hand until 10:00: nothing changes meanwhile.',
    ))
})

describe('a time of day', () => {
  it('is in the zone of the hub, which names itself where nobody chose it', () => {
    assert.equal(sayClock(at('08:50'), at('09:00'), 'utc'), '08:50 UTC')
    assert.equal(sayClock(at('08:50'), at('09:00'), 'America/Los_Angeles'), '01:50')
  })
  it('has its day where the class has another', () =>
    assert.equal(sayClock(at('08:50'), at('2026-03-25T09:00Z'), 'utc'), 'Tue 24 Mar 08:50 UTC'))
})
