import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Tried } from '../../../src/domain/trial/trial.ts'
import { answer } from '../../../src/server/try/answer.ts'
import { CAMPUS } from '../../domain/trial/support.ts'
import { at } from '../../support/time.ts'
import { textOf, tried } from './support.ts'

const said = (one: Tried) => textOf(answer(one, { zone: 'utc', nowMs: at('09:00') }).markup)

describe('the answer to an event', () => {
  it('says the worst first: what does not fit before what is late, what is wrong before that', () => {
    assert.match(
      said(tried('user: {students: 300}\nusr: 4')),
      /^ ?It asks 300 students in pool user, and does not fit: /,
    )
    assert.match(
      said(tried('user: {students: 300, seat: {memory: 64Gi}}')),
      /^ ?It asks 300 students .* in pool user, and does not fit: a seat of \{memory:64Gi\} fits on no node .* Does it fit\? No: a seat of/,
    )
    assert.match(said(tried('user: {students: 30}\nusr: 4')), /^ ?It asks 30 students .*; not all of it counts/)
    assert.match(said(tried('lab: 2')), /^ ?It asks 2 placeholders in pool lab, and nodes .* may be 10 min late/)
    assert.match(said(tried('lab: {students: 30}')), /^ ?It asks 30 students in pool lab, and room is there/)
    assert.match(said(tried('students: 1.5')), /^ ?It asks for nothing as it is written\./)
    assert.match(said(tried('bring laptops')), /^ ?It asks for nothing\. A line with how many people come counts/)
  })
  it('has a section for each pool that it asks, with when and how much', () => {
    const text = said(tried('user: {students: 30}\nlab: {students: 30}', {}, { ...CAMPUS, events: [] }))
    assert.match(
      text,
      /Pool lab It asks 30 students Of an empty pool that is 30 seats → 5 placeholders; how many nodes that is/,
    )
    assert.match(text, /Pool user It asks 30 students Of an empty pool that is 30 seats → 2 placeholders → 2 nodes/)
    assert.doesNotMatch(text, /With what is beside it/)
    assert.match(text, /Pool lab .* Does it fit\? As far as is known: the pool can have 100 placeholders \(unless/)
  })
  it('names a few of those that are beside it', () => {
    const events = Array.from({ length: 7 }, (_, n) => ({
      title: `Lab ${n}`,
      from: '10:00',
      to: '11:00',
      asks: { user: { students: 2 } },
    }))
    const text = said(tried('user: {students: 30}', {}, { ...CAMPUS, events }))
    assert.match(text, /With what is beside it 44 seats → .* for "Lab 0", "Lab 1", "Lab 2", "Lab 3" and 4 more/)
  })
  it('lists what is to be mended and how lines were read, and that it stands in the place of another', () => {
    const text = said(tried('User: {students: 90}\nusr: 4', { title: 'Physics', begin: '10:30', end: '12:00' }))
    assert.match(text, /To be mended no pool `usr`; did you mean `user`\?/)
    assert.match(
      text,
      /Remarks .*read as `user: \{students: 90\}` An event of this title at this time is in the calendar/,
    )
  })
})
