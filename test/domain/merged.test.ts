import assert from 'node:assert/strict'
import { it } from 'node:test'
import { merged } from '../../src/domain/merged.ts'

it('what both have is as the rule says, what one has as it is', () =>
  assert.deepEqual(merged({ a: 1, b: 5 }, { b: 3, c: 2 }, Math.max), { a: 1, b: 5, c: 2 }))
