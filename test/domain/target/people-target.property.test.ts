import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { userPool } from '../../support/config.ts'
import { decideAt, poolOf } from '../../support/decide.ts'
import { node } from '../../support/node.ts'
import type { World } from '../../support/observed.ts'
import { pod } from '../../support/pod.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { at } from '../../support/time.ts'

/** Nodes of 32Gi with some users of 4Gi each, users that wait, and an event that asks in one of people's units. */
const sketch = fc.record({
  onNodes: fc.array(fc.nat(8), { maxLength: 6 }),
  waiting: fc.nat(12),
  unit: fc.constantFrom('students', 'seats', 'nodes', 'fit' as const),
  amount: fc.nat(60),
  createdBefore: fc.boolean(),
})
type Sketch = typeof sketch extends fc.Arbitrary<infer T> ? T : never

const user = (name: string, on: string | undefined, before: boolean) =>
  pod({ user: name, memory: '4Gi', created: at(before ? '08:00' : '08:56'), ...(on === undefined ? {} : { on }) })

function worldOf({ onNodes, waiting, unit, amount, createdBefore }: Sketch): World {
  const seated = onNodes.flatMap((count, index) =>
    Array.from({ length: count }, (_, at) => user(`s${index}-${at}`, `n${index}`, createdBefore)),
  )
  const config = userPool({
    seat: { requests: { memory: '4Gi' } },
    resources: { requests: { memory: '32Gi' } },
    ...(unit === 'fit' ? { scalingStrategy: 'fit', replicas: amount % 7 } : {}),
  })
  return {
    config,
    nodes: onNodes.map((_, index) => node({ name: `n${index}`, memory: '32Gi' })),
    pods: [...seated, ...Array.from({ length: waiting }, (_, at) => user(`w${at}`, undefined, createdBefore))],
    events: unit === 'fit' ? [] : [{ asks: { user: { [unit]: amount } }, from: '09:00', to: '10:00' }],
  }
}

const targetOf = (world: World) => poolOf(decideAt('08:58', world)).target

describe('people in seats', () => {
  it('binding a Pending user to a free seat never changes a target', () =>
    fc.assert(
      fc.property(sketch, (one) => {
        const world = worldOf(one)
        const free = one.onNodes.findIndex((count) => count > 0 && count < 8)
        fc.pre(free >= 0 && one.waiting > 0)
        const pods = (world.pods ?? []).map((each) =>
          each.name === 'jupyter-w0' ? user('w0', `n${free}`, one.createdBefore) : each,
        )
        assert.equal(targetOf({ ...world, pods }), targetOf(world))
      }),
      RUNS,
    ))

  it('more people never give fewer placeholders', () =>
    fc.assert(
      fc.property(sketch, fc.nat(20), (one, more) => {
        const [less, most] = [worldOf(one), worldOf({ ...one, amount: one.amount + more })]
        if (one.unit !== 'fit') assert.ok(targetOf(most) >= targetOf(less))
      }),
      RUNS,
    ))

  it('what is asked is there: open seats, placeholders and users hold it', () =>
    fc.assert(
      fc.property(sketch, (one) => {
        const world = worldOf({ ...one, unit: 'seats' })
        const { seats, target } = poolOf(decideAt('08:58', world))
        const held = (seats?.open ?? 0) + target * (seats?.perPlaceholder ?? 0) + (world.pods ?? []).length
        assert.ok(held >= one.amount, `${held} of ${one.amount}`)
      }),
      RUNS,
    ))
})
