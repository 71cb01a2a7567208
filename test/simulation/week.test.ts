import assert from 'node:assert/strict'
import { it } from 'node:test'
import { isUser } from '../../src/simulation/cluster/cluster.ts'
import { simulate } from '../../src/simulation/simulation.ts'
import { shipped } from './scenario/support.ts'

it('a week with 2,000 people is a few decisions for each who comes or goes', async (t) => {
  const { scenario } = await shipped('week')
  const { cluster, happenings$, advance } = simulate(scenario)
  let [people, decisions, writes] = [0, 0, 0]
  cluster.pods.changes$.subscribe((change) => {
    if (change.type === 'applied' && !change.previous && isUser(change.object)) people += 1
  })
  happenings$.subscribe(({ type }) => {
    if (type === 'step') decisions += 1
    else writes += 1
  })
  await advance(scenario.endMs)
  t.diagnostic(`${people} people, ${decisions} decisions, ${writes} writes`)
  assert.ok(people > 1500)
  assert.ok(decisions < 8 * people, `${decisions} decisions`)
  assert.ok(writes < people, `${writes} writes`)
})
