import assert from 'node:assert/strict'
import { it } from 'node:test'
import { NO_STATE_TROUBLE, stateProblems, toldState } from '../../../src/domain/snapshot/state-problems.ts'

const told = (...events: Parameters<typeof toldState>[1][]) => events.reduce(toldState, NO_STATE_TROUBLE)

it('a memory that is not kept is bad, a part of it and the copy of the config can be missed for longer', () => {
  const trouble = told(
    { type: 'state not kept', part: 'memory', because: 'too large' },
    { type: 'state not kept', part: 'config', because: 'too long' },
    { type: 'state cut', because: '3 older boots' },
  )
  assert.deepEqual(stateProblems(trouble), {
    bad: [{ where: 'memory', text: 'too large' }],
    warnings: [
      { where: 'memory', text: '3 older boots' },
      { where: 'copy of the config', text: 'too long' },
    ],
  })
})

it('and each is gone by itself', () => {
  const after = told(
    { type: 'state not kept', part: 'memory', because: 'too large' },
    { type: 'state cut', because: '3 older boots' },
    { type: 'state kept again', part: 'config' },
    { type: 'state kept again', part: 'memory' },
    { type: 'state whole' },
  )
  assert.deepEqual(after, NO_STATE_TROUBLE)
  assert.deepEqual(stateProblems(after), { bad: [], warnings: [] })
})
