/** With spread.test.ts the longest tests: each has a file, and with it a process, of its own. */
import { before, describe, it } from 'node:test'
import { CHECKS } from './checks.ts'
import { type Compared, compareAll } from './compared.ts'

describe('the shipped scenarios, users packed', () => {
  let all: readonly Compared[] = []
  before(async () => {
    all = await compareAll('pack')
  })
  for (const [name, check] of Object.entries(CHECKS)) it(name, () => check(all, 'pack'))
})
