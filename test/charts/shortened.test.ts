import assert from 'node:assert/strict'
import { it } from 'node:test'
import { shortened } from '../../src/charts/shortened.ts'

it('a text that is too long ends in dots, and never in half a letter', () => {
  assert.equal(shortened('Midterm', 7), 'Midterm')
  assert.equal(shortened('Midterm', 6), 'Midte…')
  assert.equal(shortened('abc😀e', 5), 'abc\ufffd…')
})
