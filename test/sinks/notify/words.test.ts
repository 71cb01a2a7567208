import assert from 'node:assert/strict'
import { it } from 'node:test'
import { cut, headlineOf } from '../../../src/sinks/notify/words.ts'
import { notice } from '../../support/notify/notices.ts'

it('a headline says which hub speaks, and that it is over', () => {
  const sender = { namespace: 'hub', identity: 'a' }
  assert.equal(headlineOf(notice(), sender), 'Warmseats in hub: user: 281 people wait for a node')
  assert.equal(
    headlineOf(notice({ state: 'over' }), sender),
    'Warmseats in hub: Over: user: 281 people wait for a node',
  )
})

it('a text is cut between two characters', () => {
  assert.equal(cut('abc', 3), 'abc')
  assert.equal(cut('abcd', 3), 'ab…')
  assert.equal(cut('a😀bc', 3).isWellFormed(), true)
})
