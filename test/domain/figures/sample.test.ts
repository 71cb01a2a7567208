import assert from 'node:assert/strict'
import { it } from 'node:test'
import { labelOf } from '../../../src/domain/figures/sample.ts'

it('a word of ours is a label without spaces', () => {
  assert.equal(labelOf('held back'), 'held_back')
  assert.equal(labelOf('write placeholder node'), 'write_placeholder_node')
  assert.equal(labelOf('done'), 'done')
})
