import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PoolValues } from '../../../src/config/schema.ts'
import type { Seats } from '../../../src/domain/room/seats.ts'
import { userPool } from '../../support/config.ts'
import { decideAt, poolOf } from '../../support/decide.ts'
import { deployment } from '../../support/deployment.ts'
import { node } from '../../support/node.ts'
import { STALE, type World } from '../../support/observed.ts'
import { pod } from '../../support/pod.ts'

/** Nodes of 32Gi for 8 seats of 4Gi, and somebody who asks for 20. */
const world = (pool: Partial<PoolValues>, pods: World['pods'] = [], nodes = [node()]): World => ({
  nodes,
  pods,
  config: userPool({ seat: { requests: { memory: '4Gi' } }, ...pool }),
  events: [{ asks: { user: { seats: 20 } } }],
})

const decided = (given: World) => poolOf(decideAt('09:30', given))

function seatsOf(given: World): Seats {
  const { seats } = decided(given)
  assert.ok(seats)
  return seats
}

const users = (count: number) =>
  Array.from({ length: count }, (_, at) => pod({ user: `u${at}`, on: 'n1', memory: '4Gi' }))
const holding = (memory: string, on = 'n1') => pod({ placeholder: 'user', on, memory })
const sized = (memory: string) => ({ resources: { requests: { memory } } })

describe('what a bound placeholder holds', () => {
  it('is an empty node, when it leaves no room for a second one and is alone', () => {
    const { perPlaceholder, open, short } = seatsOf(world(sized('20Gi'), [holding('20Gi')]))
    assert.deepEqual({ perPlaceholder, open, short }, { perPlaceholder: 8, open: 0, short: 0 })
  })
  it('is less beside users: what is there once it has given way', () => {
    const { perPlaceholder, open, short } = seatsOf(world(sized('20Gi'), [...users(3), holding('20Gi')]))
    assert.deepEqual({ perPlaceholder, open, short }, { perPlaceholder: 8, open: 0, short: 3 })
  })
  it('is what it takes, when several fit a node', () => {
    const { perPlaceholder, open, short } = seatsOf(world(sized('8Gi'), [...users(1), holding('8Gi'), holding('8Gi')]))
    assert.deepEqual({ perPlaceholder, open, short }, { perPlaceholder: 2, open: 3, short: 0 })
  })
  it('is no more than the node has pod slots for', () => {
    const nodes = [node({ pods: '5' })]
    assert.equal(seatsOf(world(sized('8Gi'), [holding('8Gi'), holding('8Gi'), holding('8Gi')], nodes)).short, 1)
  })
  it('is nothing on a node whose CPU is full, where only its memory is asked for', () => {
    const full = [pod({ user: 'ada', on: 'n1', cpu: '8' }), holding('20Gi')]
    const seat = { seat: { requests: { cpu: '1', memory: '4Gi' } } }
    assert.equal(seatsOf(world({ ...sized('20Gi'), ...seat }, full)).short, 8)
  })
  it('is not lessened where it is smaller than it is to be: its successor may come to another node', () =>
    assert.equal(seatsOf(world(sized('20Gi'), [...users(3), holding('12Gi')])).short, 0))
  it("is not lessened by another release's placeholders, which nobody counts", () =>
    assert.equal(
      seatsOf(
        world(sized('20Gi'), [...users(3), pod({ placeholder: 'user', namespace: 'other', on: 'n1', memory: '20Gi' })]),
      ).short,
      0,
    ))
  it('brings another placeholder, and the sentence says why', () => {
    const { target, because } = decided(world(sized('20Gi'), [...users(3), holding('20Gi')]))
    assert.equal(target, 3)
    assert.match(because, /3 taken, 0 open, a placeholder holds 8, those on shared nodes 3 fewer together/)
  })
})

describe('a seat that is larger than a node', () => {
  const given = world({ ...sized('28Gi'), seat: { requests: { memory: '40Gi' } } }, [holding('28Gi')])
  it('is a problem', () => {
    const { problems } = decideAt('09:30', given)
    assert.deepEqual(
      problems.map(({ where, text }) => `${where}: ${text}`),
      [
        'nodePools.user.seat.requests: a seat of {memory:40Gi} does not fit on any node of the pool, not even on an empty one',
      ],
    )
  })
  it('does not bring ever more placeholders', () => assert.equal(decided(given).target, 20))
})

describe('placeholders of the strategy fit', () => {
  it('stay while nodes and pods are not heard from: room lowers nothing', () => {
    const config = userPool({
      scalingStrategy: 'fit',
      replicas: 2,
      ...sized('8Gi'),
      seat: { requests: { memory: '4Gi' } },
    })
    const blind = { config, nodes: [node()], sight: STALE, deployments: [deployment({ config, replicas: 8 })] }
    assert.equal(decided(blind).target, 8)
  })
})
