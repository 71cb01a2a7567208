import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type HowSoon, howSoonIn } from '../../../src/domain/room/how-soon.ts'
import type { PodNeeds } from '../../../src/domain/room/room-now.ts'
import { USER_TOLERATIONS } from '../../../src/domain/scheduling/taint.ts'
import { poolLabels } from '../../support/config.ts'
import { node } from '../../support/node.ts'
import { observed } from '../../support/observed.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { build, type Sketch, sketch } from '../../support/worlds.ts'

const GI = 2 ** 30
const needs: fc.Arbitrary<PodNeeds> = fc.record({
  requests: fc.record({ memory: fc.integer({ min: 0, max: 40 }).map((gi) => gi * GI), cpu: fc.integer({ max: 9000 }) }),
  requirement: fc.constantFrom({ nodeSelector: {} }, { nodeSelector: poolLabels('user') }),
  tolerations: fc.constant(USER_TOLERATIONS),
})
const live = sketch.map((one): Sketch => ({ ...one, state: {} }))
const soonIn = (world: Sketch, asked: PodNeeds): HowSoon => howSoonIn(observed(build(world)), () => 60_000)(asked)
const RANK = { warm: 0, boot: 1, unknown: 2 } as const

describe('how soon, in any world', () => {
  it('who asks for less is never later', () => {
    fc.assert(
      fc.property(live, needs, fc.double({ min: 0, max: 1, noNaN: true }), (world, asked, share) => {
        const { memory = 0, cpu = 0 } = asked.requests
        const less = { ...asked, requests: { memory: memory * share, cpu: cpu * share } }
        assert.ok(RANK[soonIn(world, less).at] <= RANK[soonIn(world, asked).at])
      }),
      RUNS,
    )
  })

  it('one more node leaves warm who is warm; whether a boot helps it may tell', () => {
    fc.assert(
      fc.property(live, needs, (world, asked) => {
        const more = { ...world, nodes: [...world.nodes, { name: 'one-more' }] }
        fc.pre(soonIn(world, asked).at === 'warm')
        assert.equal(soonIn(more, asked).at, 'warm')
      }),
      RUNS,
    )
  })

  it('an empty node is warm for all that fit it', () => {
    fc.assert(
      fc.property(live, needs, (world, asked) => {
        const { memory = 0, cpu = 0 } = node().allocatable
        fc.pre((asked.requests.memory ?? 0) <= memory && (asked.requests.cpu ?? 0) <= cpu)
        const pods = world.pods.filter(({ user, on }) => !(user && !on))
        assert.equal(soonIn({ ...world, pods, nodes: [...world.nodes, { name: 'empty' }] }, asked).at, 'warm')
      }),
      RUNS,
    )
  })

  it('placeholders take room from nobody', () => {
    fc.assert(
      fc.property(live, needs, (world, asked) => {
        const without = { ...world, pods: world.pods.filter(({ placeholder }) => placeholder === undefined) }
        assert.deepEqual(soonIn(world, asked), soonIn(without, asked))
      }),
      RUNS,
    )
  })
})
