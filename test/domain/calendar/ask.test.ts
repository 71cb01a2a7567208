import assert from 'node:assert/strict'
import { it } from 'node:test'
import { RESERVED_WORDS } from '../../../src/domain/calendar/ask.ts'

it('the words of a description that no pool may bear; the unit of a plain number has none', () => {
  assert.deepEqual(RESERVED_WORDS, ['students', 'seats', 'nodes', 'leadTime', 'trailTime'])
})
