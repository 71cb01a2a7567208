import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { type Book, book } from '../../src/recording/book.ts'
import { poolLabels } from '../support/config.ts'
import { node } from '../support/node.ts'
import { at } from '../support/time.ts'
import { CONFIG, server, visit } from './support.ts'

let nowMs = 0
let visits: Book

beforeEach(() => {
  nowMs = at('09:30')
  visits = book(CONFIG, () => nowMs)
  visits.nodes.applied(node({ name: 'n1' }), undefined)
  visits.begin()
})

const ADA = server({ user: 'ada' })

describe('a visit', () => {
  it('is told once it is gone, from its creation on', () => {
    visits.pods.applied(ADA, undefined)
    assert.deepEqual([visits.ended(), visits.present()], [[], [visit('09:00')]])
    nowMs = at('10:00')
    visits.pods.deleted(ADA)
    assert.deepEqual(visits.ended(), [visit('09:00', { endedMs: at('10:00') })])
    assert.deepEqual([visits.ended(), visits.present()], [[], []])
  })

  it('ends with its containers, also where the pod stays, and once', () => {
    visits.pods.applied(ADA, undefined)
    const over = { pod: { ...ADA.pod, terminal: true }, endedMs: at('09:20') }
    visits.pods.applied(over, ADA)
    visits.pods.applied(over, over)
    visits.pods.deleted(over)
    assert.deepEqual(visits.ended(), [visit('09:00', { endedMs: at('09:20') })])
  })

  it('that was asked to go has gone by then, and not before it came', () => {
    const leaving = server({ user: 'ada', created: at('08:00'), deleting: true })
    visits.pods.applied(leaving, undefined)
    assert.deepEqual(visits.present(), [visit('08:00', { endedMs: at('08:59') })])
    visits.pods.deleted(leaving)
    assert.deepEqual(visits.ended(), [visit('08:00', { endedMs: at('08:59') })])
    const ahead = server({ user: 'grace', created: at('09:31') })
    visits.pods.applied(ahead, undefined)
    visits.pods.deleted(ahead)
    assert.deepEqual(visits.ended(), [visit('09:31', { endedMs: at('09:31') })])
  })

  it('that ended while nobody was heard ends when it was last seen', () => {
    visits.pods.applied(ADA, undefined)
    visits.heard({ at: 'stale', sinceMs: at('09:31'), because: 'connection refused' })
    nowMs = at('11:00')
    visits.pods.deleted(ADA)
    assert.deepEqual(visits.ended(), [visit('09:00', { endedMs: at('09:31') })])
    visits.heard({ at: 'live', sinceMs: nowMs })
    visits.pods.applied(ADA, undefined)
    visits.pods.deleted(ADA)
    assert.deepEqual(visits.ended(), [visit('09:00', { endedMs: at('11:00') })])
  })

  it('that was over before the recording began is none of it', () => {
    const over = { pod: { ...ADA.pod, terminal: true } }
    visits.pods.applied(over, undefined)
    visits.begin()
    visits.pods.deleted(over)
    assert.deepEqual([visits.ended(), visits.present()], [[], []])
  })
})

describe('its pool', () => {
  it("is its node's, also when that is heard of only later, and keeps it when the node is gone first", () => {
    const late = server({ user: 'ada', on: 'l1' })
    visits.pods.applied(late, undefined)
    assert.deepEqual(visits.present(), [])
    const machine = node({ name: 'l1', pool: 'lab' })
    visits.nodes.applied(machine, undefined)
    assert.deepEqual(visits.present(), [visit('09:00', { pool: 'lab' })])
    visits.nodes.deleted(machine)
    visits.pods.applied(late, late)
    visits.pods.deleted(late)
    assert.deepEqual(visits.ended(), [visit('09:00', { pool: 'lab', endedMs: nowMs })])
  })

  it('is where it may land, for who waits and gives up', () => {
    const waiting = server({ user: 'ada', on: '', nodeSelector: poolLabels('lab') })
    visits.pods.applied(waiting, undefined)
    visits.pods.deleted(waiting)
    assert.deepEqual(visits.ended(), [visit('09:00', { pool: 'lab', endedMs: nowMs })])
  })

  it('on the way from one to the other it is the same visit', () => {
    const waiting = server({ user: 'ada', on: '', nodeSelector: poolLabels('lab') })
    const seated = server({ user: 'ada', on: 'l2' })
    visits.pods.applied(waiting, undefined)
    visits.pods.applied(seated, waiting)
    assert.deepEqual(visits.present(), [visit('09:00', { pool: 'lab' })], 'its node is not heard of yet')
    visits.nodes.applied(node({ name: 'l2', pool: 'lab' }), undefined)
    assert.deepEqual(visits.present(), [visit('09:00', { pool: 'lab' })])
  })

  it('who is in none is counted, and left out', () => {
    visits.nodes.applied(node({ name: 'x', pool: null }), undefined)
    const elsewhere = server({ user: 'ada', on: 'x' })
    visits.pods.applied(elsewhere, undefined)
    visits.pods.deleted(elsewhere)
    assert.deepEqual([visits.ended(), visits.outside], [[], 1])
  })
})
