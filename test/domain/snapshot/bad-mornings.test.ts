import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { MORNINGS } from './mornings.ts'

describe('on a bad morning', () => {
  for (const { name, state, says, kind, copy, snapshot } of MORNINGS)
    it(`${name}: ${state}, why, and what can be done now`, () => {
      const { verdict } = snapshot()
      assert.equal(verdict.state, state)
      assert.match(verdict.text, says)
      const cause = verdict.causes.find((one) => one.kind === kind)
      assert.ok(cause, `${kind} is among ${verdict.causes.map((one) => one.kind)}`)
      assert.match(cause.doing.copy, copy)
    })

  it('no name of a user is told', () => {
    for (const { snapshot } of MORNINGS) assert.doesNotMatch(JSON.stringify(snapshot().verdict), /\bs\d+\b|jupyter-/)
  })
})
