import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Planned, planJson, planText } from '../../../src/commands/plan/said.ts'
import type { PlannedDemand } from '../../../src/domain/demand/plan.ts'
import type { FittedPool } from '../../../src/domain/fit/fit-plan.ts'
import { needOf } from '../../../src/domain/fit/need.ts'
import type { Limit } from '../../../src/domain/fit/pool-limits.ts'
import type { PoolScale } from '../../../src/domain/fit/pool-scale.ts'
import { SCALE } from '../../domain/fit/support.ts'
import { at } from '../../support/time.ts'

const DATA_8: PlannedDemand = { unit: 'students', amount: 350, events: ['Data 8'] }
const LIMIT = {
  by: 'karpenter',
  of: 'nodes',
  most: 10,
  because: 'limits.cpu of the Karpenter NodePool "default"',
} as const

function planned(scale: PoolScale = SCALE, more: Partial<FittedPool> = {}, cost?: number): Planned {
  const demands = [DATA_8]
  const span = { fromMs: at('09:00'), toMs: at('10:00') }
  const segment = { ...span, demands, need: needOf(demands, scale), ...(cost === undefined ? {} : { cost }) }
  const pool: FittedPool = { segments: [segment], scale, limits: [LIMIT], shortfalls: [], unseen: [], ...more }
  return { pools: new Map([['user', pool]]), problems: [], remarks: [], leads: new Map(), zone: 'utc' }
}
const lines = (given: Planned) => planText(given).split('\n')

describe('a plan in words', () => {
  it('has placeholders and nodes beside what is asked, and what they are reckoned with', () =>
    assert.deepEqual(lines(planned()), [
      'user (UTC)',
      '  from                  to                    asks          placeholders  nodes  because of',
      '  Tue 2026-03-24 09:00  Tue 2026-03-24 10:00  350 students  13            13     Data 8',
      '  a seat requests 2Gi memory; a placeholder holds 28 seats; a node 28 seats; at most 10 nodes (limits.cpu of the Karpenter NodePool "default")',
    ]))
  it('of whom nobody can count says so, and no number', () => {
    const auto: PlannedDemand = { unit: 'students', amount: 0, events: ['Data 8'], isAuto: true }
    const span = { fromMs: at('09:00'), toMs: at('10:00') }
    const segments = [auto, DATA_8].map((one) => ({ ...span, demands: [one], need: needOf([one], SCALE) }))
    const given = planned(SCALE, { segments })
    assert.match(lines(given)[2] ?? '', / as many students as come +\? +\? +Data 8$/)
    const [first] = JSON.parse(planJson(given)).pools.user
    assert.deepEqual([first.demand, 'placeholders' in first], [{ students: 'auto' }, false])
  })
  it('has money where somebody says what a node costs', () => {
    const [, head = '', row = '', scale = ''] = lines(planned(SCALE, {}, 6.5))
    assert.match(head, / nodes +cost +because of$/)
    assert.match(row, / 13 +6\.50 +Data 8$/)
    assert.match(scale, /; 6\.50 in all$/)
  })
  it('says the most nodes that were ever seen, and as a remark what needs more', () => {
    const limits: Limit[] = [{ by: 'seen', of: 'nodes', most: 8, because: 'the most seen so far', isSeen: true }]
    const { remarks: _, ...said } = planned(SCALE, { limits })
    const remarks = [{ where: 'nodePools.user', text: '"Data 8" needs more' }]
    const all = lines({ ...said, remarks })
    assert.match(all[3] ?? '', /; a node 28 seats; the most seen so far is 8 nodes$/)
    assert.deepEqual(all.slice(-2), ['Remarks', '  nodePools.user: "Data 8" needs more'])
  })
  it('does not guess: neither without a seat, nor without a size', () => {
    const { seat: _, perNode: __, placeholdersPerNode: ___, ...unseated } = SCALE
    const [, , row = '', said = ''] = lines(planned(unseated))
    assert.match(row, /350 students +\? +Data 8$/)
    assert.match(
      said,
      /what a seat requests is not known: give `seat`, or the state; what a node holds is not known yet/,
    )
    const [, , guessed = '', why = ''] = lines(planned({ ...SCALE, isGuess: true }))
    assert.match(guessed, /350 students +\? +Data 8$/)
    assert.match(why, /; how large a placeholder will be is not known yet; /)
  })
})

it('a plan in JSON has the same, by pool', () => {
  const { pools, room } = JSON.parse(planJson(planned(SCALE, {}, 6.5)))
  assert.deepEqual(pools.user, [
    {
      from: '2026-03-24T09:00:00Z',
      to: '2026-03-24T10:00:00Z',
      demand: { students: 350 },
      events: ['Data 8'],
      placeholders: 13,
      nodes: 13,
      cost: 6.5,
    },
  ])
  assert.deepEqual(room.user, {
    seat: { memory: '2Gi' },
    placeholder: { memory: '56Gi' },
    seatsPerPlaceholder: 28,
    seatsPerNode: 28,
    placeholdersPerNode: 1,
    limits: [LIMIT],
  })
})
