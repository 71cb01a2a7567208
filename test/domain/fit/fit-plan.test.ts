import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { NO_LIMITS } from '../../../src/domain/cluster/cluster-limits.ts'
import { planOf } from '../../../src/domain/demand/plan.ts'
import { type FitPlanInput, fitPlan } from '../../../src/domain/fit/fit-plan.ts'
import { timeline } from '../../support/calendar.ts'
import { type ConfigValues, userPool } from '../../support/config.ts'
import { at, HOUR } from '../../support/time.ts'
import { karpenter, SCALE } from './support.ts'

type Pool = NonNullable<ConfigValues['nodePools']>[string]

const DERIVED: Pool = { resources: {}, replicas: 0, maxPlaceholders: 40 }
const LEARNED: FitPlanInput['learned'] = {
  user: {
    size: SCALE.placeholder,
    seat: { memory: 2 * 2 ** 30 },
    emptied: {
      seats: 28,
      seat: { memory: 2 * 2 ** 30 },
      empty: { cpu: 16_000, memory: 57 * 2 ** 30, pods: 110 },
      capacity: { cpu: 16_000, memory: 64 * 2 ** 30 },
    },
  },
}

function fitted(pool: Pool, more: Partial<FitPlanInput> = {}) {
  const config = userPool(pool)
  const read = timeline(config, { title: 'Data 8', asks: { user: { students: 350 } }, leadTimeMs: 0 })
  const [fromMs, toMs] = [at('08:00'), at('11:00')]
  const plan = planOf(read, config, fromMs, toMs)
  return fitPlan({ plan, timeline: read, config, learned: {}, fromMs, toMs, ...more }).get('user') ?? assert.fail()
}

describe('a plan beside what there can be', () => {
  it('is placeholders and nodes, by what was learned', () =>
    assert.deepEqual(
      fitted(DERIVED, { learned: LEARNED }).segments.map(({ need }) => [need.seats, need.placeholders, need.nodes]),
      [
        [0, 0, 0],
        [350, 13, 13],
        [0, 0, 0],
      ],
    ))
  it('costs what its nodes cost', () => {
    const { segments } = fitted({ ...DERIVED, pricePerNodeHour: 0.5 }, { learned: LEARNED })
    assert.deepEqual(
      segments.map(({ cost, toMs, fromMs }) => [cost, (toMs - fromMs) / HOUR]),
      [
        [0, 1],
        [6.5, 1],
        [0, 1],
      ],
    )
  })
  it('costs nobody knows what, without a price or a node', () => {
    assert.equal(fitted(DERIVED, { learned: LEARNED }).segments[1]?.cost, undefined)
    assert.equal(fitted({ ...DERIVED, pricePerNodeHour: 1 }).segments[1]?.cost, undefined)
  })
  it('says what does not fit', () => {
    const limits = { ...NO_LIMITS, karpenterPools: [karpenter({ nodes: 10 })] }
    const { shortfalls } = fitted(DERIVED, { learned: LEARNED, limits })
    assert.deepEqual(
      shortfalls.map(({ short, limit }) => [short, limit.most]),
      [[70, 10]],
    )
  })
  it('and, where nobody says how many nodes there can be, what needs more than were ever seen', () => {
    const { unseen, shortfalls } = fitted(DERIVED, { learned: { user: { ...LEARNED.user, mostNodes: 9 } } })
    assert.deepEqual([unseen.map(({ short, limit }) => [short, limit.most]), shortfalls], [[[98, 9]], []])
  })
  it('claims nothing where nothing was learned', () => {
    const { shortfalls, scale } = fitted(DERIVED)
    assert.deepEqual([shortfalls, scale.isGuess], [[], true])
  })
})
