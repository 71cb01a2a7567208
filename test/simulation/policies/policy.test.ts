import assert from 'node:assert/strict'
import { it } from 'node:test'
import { namePolicy, parsePolicy, sayPolicy } from '../../../src/simulation/policies/policy.ts'

it('names are read, and said again as they were', () => {
  for (const name of ['none', 'static:3', 'polling', 'warmseats', 'warmseats+utilization', 'static:2+data-8'])
    assert.equal(namePolicy(parsePolicy(name) ?? assert.fail(name)), name)
  assert.equal(sayPolicy(parsePolicy(' Warmseats + Utilization ') ?? assert.fail()), 'Warmseats (utilization policy)')
})

it('what is none is refused, and so is the utilization policy without the product that it asks', () => {
  for (const name of ['', 'data-8', 'none+utilization', 'warmseats+', 'warmseats+polling', 'none+data-8+data-8'])
    assert.equal(parsePolicy(name), undefined, name)
})
