import assert from 'node:assert/strict'
import { it } from 'node:test'
import { TRY_POLICY } from '../../../src/server/try/headers.ts'

it('nothing may run on the page, and its form goes nowhere else', () => {
  const rules = new Map(TRY_POLICY.split('; ').map((rule) => [rule.split(' ')[0], rule]))
  assert.equal(rules.get('default-src'), "default-src 'none'")
  assert.equal(rules.has('script-src'), false)
  assert.equal(rules.get('form-action'), "form-action 'self'")
  assert.equal(rules.get('frame-ancestors'), "frame-ancestors 'none'")
  assert.doesNotMatch(TRY_POLICY, /unsafe|\*|https?:/)
})
