import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decide } from '../../../src/domain/decide/decide.ts'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { buffer, buffers } from '../../support/buffer/buffer.ts'
import { userPool } from '../../support/config.ts'
import { node } from '../../support/node.ts'
import { observed, type World } from '../../support/observed.ts'
import { pod } from '../../support/pod.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { at, HOUR } from '../../support/time.ts'

const CONFIG = userPool({ holdBy: 'capacitybuffer', replicas: 2 })
const NODES = [node({ name: 'n1' }), node({ name: 'n2' })]
const HELD = buffers(buffer({ replicas: 2, held: 2 }))

/** An hour after the first look, so that no grace is left. */
function decided(world: World) {
  const seen = observed({ config: CONFIG, nodes: NODES, ...world })
  const first = decide(seen, NO_MEMORY, at('09:00'))
  const pool = decide(seen, first.memory, at('09:00') + HOUR).pools.get('user')
  if (!pool) throw new Error('no decision for user')
  return pool
}

describe('what a CapacityBuffer holds', () => {
  it('is what its status says, and is there as placeholders would be', () =>
    assert.equal(decided({ buffers: HELD }).placeholders.bound, 2))
  it('is nothing while the autoscaler makes nodes for it', () =>
    assert.equal(decided({ buffers: buffers(buffer({ replicas: 2 })) }).placeholders.bound, 0))
  it('is no more than nodes have room for, though the status does not know yet who came', () => {
    const pods = [pod({ user: 'ada', on: 'n1', memory: '8Gi' })]
    assert.equal(decided({ buffers: HELD, pods }).placeholders.bound, 1)
  })
  it('stands on empty nodes, which make none of it unnecessary however long they stand', () =>
    assert.equal(decided({ buffers: HELD }).desired, 2))
  it('falls at once as people of a class take its seats, though its status does not know yet', () => {
    const config = userPool({ holdBy: 'capacitybuffer', seat: { requests: { memory: '4Gi' } } })
    const world = { config, buffers: HELD, events: [{ to: '12:00', asks: { user: { students: 14 } } }] }
    assert.equal(decided(world).desired, 2)
    const pods = ['ada', 'ben', 'cem', 'dora', 'eva', 'finn', 'gus'].map((user) =>
      pod({ user, on: 'n1', memory: '4Gi', created: at('09:01') }),
    )
    assert.equal(decided({ ...world, pods }).desired, 1)
  })
  it('never makes a count fall below what is asked while nobody is there', () =>
    fc.assert(
      fc.property(fc.nat(6), fc.nat(6), fc.nat(6), (replicas, held, count) => {
        const nodes = Array.from({ length: count }, (_, at) => node({ name: `n${at}` }))
        const config = userPool({ holdBy: 'capacitybuffer', replicas })
        const { desired, placeholders } = decided({ config, nodes, buffers: buffers(buffer({ replicas, held })) })
        assert.equal(desired, replicas)
        assert.ok(placeholders.bound <= Math.min(held, count))
      }),
      RUNS,
    ))
})
