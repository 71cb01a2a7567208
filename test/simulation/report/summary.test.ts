import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { type Played, play } from '../../../src/simulation/played.ts'
import { NONE, WARMSEATS } from '../../../src/simulation/policies/policy.ts'
import { summaryOf } from '../../../src/simulation/report/summary.ts'
import type { Rehearsal } from '../../../src/simulation/scenario/read.ts'
import { at, read } from '../scenario/support.ts'
import { verdict } from './support.ts'

describe('the summary', () => {
  let rehearsal: Rehearsal
  let base: Played
  before(async () => {
    rehearsal = await read('config: {nodePools: {user: {nodeSelector: {pool: user}}}}')
    base = await play({ ...rehearsal.scenario, endMs: at('08:05') }, WARMSEATS)
  })
  const outcome = (beyond: number, paid: number, verdicts: Played['verdicts'] = []): Played => ({
    ...base,
    waits: { ...base.waits, people: 300, beyond },
    nodeHours: { paid, wasted: 0, byPool: { user: paid } },
    verdicts,
  })
  const other = (beyond: number, paid: number): Played => ({
    ...outcome(beyond, paid),
    policy: NONE,
    name: 'no placeholders',
  })
  const said = (first: Played, others: readonly Played[] = [], of = rehearsal) =>
    summaryOf([first, ...others], of).markup.replaceAll(/<[^>]*>/g, '')

  it('compares who waited and what was paid', () => {
    assert.equal(
      said(outcome(0, 10), [other(120, 8.5)]),
      'With Warmseats 0 of 300 people waited longer than 30 seconds; without placeholders 120. It paid 10.0 node-hours: 1.5 more than without placeholders.',
    )
  })
  it('says whether those who waited came to a class', () => {
    const late = verdict({ late: 7 })
    assert.match(said(outcome(9, 1, [late])), /Of the 9 with Warmseats 7 came to its class\./)
    assert.match(said(outcome(7, 1, [late, verdict()])), /Of the 7 with Warmseats all came to 1 of its 2 classes\./)
    assert.match(said(outcome(13, 1, [verdict()])), /In its class nobody waited: all 13 came outside of it\./)
    assert.match(said(outcome(0, 1, [verdict(), verdict()])), /In its 2 classes nobody waited\. It paid/)
  })
  it('tells the money where nodes have a price', async () => {
    const priced = await read('config: {nodePools: {user: {nodeSelector: {pool: user}, pricePerNodeHour: 0.5}}}')
    assert.match(
      said(outcome(0, 10), [other(120, 8.5)], priced),
      /In money that is 5\.00; without placeholders 4\.25\.$/,
    )
    assert.doesNotMatch(said(outcome(0, 10)), /money/)
  })
})
