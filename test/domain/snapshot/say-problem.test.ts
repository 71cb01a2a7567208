import assert from 'node:assert/strict'
import { it } from 'node:test'
import { sayProblem } from '../../../src/domain/snapshot/say-problem.ts'

it('says where once, and no UID', () => {
  assert.equal(sayProblem({ where: 'event "A" (uid a@b)', text: 'is wrong' }), 'event "A": is wrong')
  assert.equal(sayProblem({ where: 'calendar', text: 'calendar (host x): HTTP 500' }), 'calendar (host x): HTTP 500')
})
