/** With packed.test.ts the longest tests: each has a file, and with it a process, of its own. */
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { CHECKS } from './checks.ts'
import { type Compared, compareAll } from './compared.ts'

describe('the shipped scenarios, users spread', () => {
  let all: readonly Compared[] = []
  before(async () => {
    all = await compareAll('spread')
  })
  for (const [name, check] of Object.entries(CHECKS)) it(name, () => check(all, 'spread'))
  it('a week of classes is paid with a tenth fewer node-hours at least', () => {
    const week = all.find(({ name }) => name === 'week') ?? assert.fail()
    const [without, withIt] = [week.bare.nodeHours.paid, week.packed.nodeHours.paid]
    assert.ok(withIt < 0.9 * without, `${withIt.toFixed(1)} of ${without.toFixed(1)}`)
  })
})
