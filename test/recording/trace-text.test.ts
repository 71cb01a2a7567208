import assert from 'node:assert/strict'
import { it } from 'node:test'
import { beginLine, endLine, keyOf, lineOf, lineRead, markIn } from '../../src/recording/trace-text.ts'
import { at } from '../support/time.ts'
import { visit } from './support.ts'

it('a visit is a line of counts and times; one that goes on has an empty stay', () => {
  assert.equal(lineOf(visit('09:00:12', { endedMs: at('09:45') }), 17), '2026-03-24T09:00:12Z,v17,user,200m,2Gi,2688')
  assert.equal(lineOf(visit('09:00:12'), 1), '2026-03-24T09:00:12Z,v1,user,200m,2Gi,')
})

it('times are whole seconds, and whoever was seen was there for one', () => {
  const brief = visit('09:00', { createdMs: at('09:00') + 700, endedMs: at('09:00') + 900 })
  assert.equal(lineOf(brief, 1), '2026-03-24T09:00:00Z,v1,user,200m,2Gi,1')
})

it('who requests nothing does not get the seat of the pool for it', () => {
  assert.equal(lineOf(visit('09:00', { requests: {} }), 1), '2026-03-24T09:00:00Z,v1,user,0,0,')
})

it('a line has the key of its visit, whatever its number', () => {
  const one = visit('09:00')
  assert.equal(lineRead(lineOf(one, 3)).key, keyOf(one))
  assert.notEqual(keyOf(one), keyOf(visit('09:00', { pool: 'lab' })))
})

it('where a recording begins and ends can be read again', () => {
  assert.equal(markIn(beginLine(at('09:00') + 5), 'from'), '2026-03-24T09:00:00Z')
  assert.equal(markIn(endLine(at('10:00')), 'until'), '2026-03-24T10:00:00Z')
  assert.equal(markIn(endLine(at('10:00')), 'from'), undefined)
})
