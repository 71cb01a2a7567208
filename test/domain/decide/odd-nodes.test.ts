/** Pools of which one node is another than the rest: what it does to the count, and what is said. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PoolValues } from '../../../src/config/schema.ts'
import { userPool } from '../../support/config.ts'
import { decideAt, poolOf } from '../../support/decide.ts'
import { type NodeSpec, node } from '../../support/node.ts'
import type { World } from '../../support/observed.ts'
import { type PodSpec, pod } from '../../support/pod.ts'
import { at } from '../../support/time.ts'

const GPU = 'nvidia.com/gpu'

interface Case {
  readonly pool: Partial<PoolValues>
  readonly nodes: readonly NodeSpec[]
  readonly pods?: readonly PodSpec[]
  readonly students: number
}

function decided({ pool, nodes, pods = [], students }: Case) {
  const world: World = {
    config: userPool({ resources: null, ...pool }),
    nodes: nodes.map((one, index) => node({ name: `n${index}`, readySince: at('08:58'), ...one })),
    pods: pods.map((one) => pod(one)),
    events: [{ asks: { user: { students } }, from: '09:00', to: '11:00', leadTimeMs: 0 }],
  }
  return poolOf(decideAt('09:00', world))
}

describe('a GPU node without its GPUs', () => {
  const pool = { seat: { requests: { memory: '16Gi', [GPU]: '1' } } }
  const ready = { cpu: '32', memory: '116Gi', allocatable: { [GPU]: '4' } }
  const booting = { cpu: '32', memory: '116Gi' }
  const ada: PodSpec = { user: 'ada', on: 'n0', requests: { memory: '16Gi', [GPU]: '1' } }
  const held = (on: string): PodSpec => ({ placeholder: 'user', on, requests: { cpu: '30', memory: '110Gi' } })

  const table: [string, Partial<Case>, number][] = [
    ['none', { nodes: [ready] }, 5],
    ['one', { nodes: [ready, booting] }, 5],
    ['many', { nodes: [ready, booting, booting, booting] }, 5],
    [
      'with the placeholders for which they booted: no further node boots for what they do not hold yet',
      { nodes: [ready, booting, booting], pods: [ada, held('n1'), held('n2')] },
      5,
    ],
    [
      'with the first of its GPUs: the rest is made up for only where a placeholder is',
      { nodes: [ready, { ...booting, allocatable: { [GPU]: '1' } }] },
      5,
    ],
  ]
  for (const [name, more, expected] of table)
    it(`${name}: ${expected}`, () => {
      const { target, because } = decided({ pool, pods: [ada], students: 20, nodes: [], ...more })
      assert.equal(target, expected)
      assert.match(because, /3 seats are open, a placeholder holds 4\b/)
    })
  it('is said to lack them', () => {
    const { rooms } = decided({ pool, pods: [ada], students: 20, nodes: [ready, booting] })
    assert.deepEqual(rooms.at(1)?.judgement, { at: 'lacking', resource: GPU })
  })
})

describe('a node of another size', () => {
  const pool = { seat: { requests: { cpu: '500m', memory: '2Gi' } } }
  const big = { cpu: '16', memory: '58Gi' }
  const small = { cpu: '2', memory: '5Gi' }
  const tiny = { cpu: '1', memory: '1Gi' }
  const huge = { cpu: '96', memory: '512Gi' }
  const held = (on: string, memory = '54Gi'): PodSpec => ({ placeholder: 'user', on, requests: { memory } })
  const table: [string, Omit<Case, 'students' | 'pool'> & { readonly pool?: Case['pool'] }, number, RegExp][] = [
    ['none', { nodes: [big, big] }, 4, /a placeholder holds 29$/],
    ['a small one', { nodes: [big, big, small] }, 4, /a placeholder holds 29 \(its nodes hold 2 to 29\)$/],
    ['a small one beside a single other', { nodes: [big, small] }, 4, /holds 29 \(its nodes hold 2 to 29\)$/],
    ['one without room for a seat', { nodes: [big, big, tiny] }, 4, /a placeholder holds 29$/],
    ['a huge one', { nodes: [big, big, huge] }, 4, /holds 29 \(its nodes hold 29 to 110\)$/],
    [
      'small ones are what the pool is',
      { nodes: [small, small, small, big] },
      50,
      /holds 2 \(its nodes hold 2 to 29\)$/,
    ],
    [
      'placeholders as configured that only large ones take',
      { nodes: [big, big, small, small, small], pool: { resources: { requests: { memory: '54Gi' } } } },
      4,
      /holds 29 /,
    ],
    [
      'placeholders as configured that several share',
      { nodes: [big, big, small], pool: { resources: { requests: { memory: '4Gi' } } } },
      50,
      /holds 2 /,
    ],
    [
      'a placeholder on the small one holds what that does',
      {
        nodes: [big, big, small],
        pool: { resources: { requests: { memory: '4Gi' } }, onePerNode: true },
        pods: [held('n2', '4Gi')],
      },
      5,
      /holds 29 \(its nodes hold 2 to 29\), those on shared or smaller nodes 27 fewer together$/,
    ],
    ['one that offers nothing', { nodes: [big, big, { cpu: '0', memory: '0' }] }, 4, /holds 29$/],
  ]
  for (const [name, more, expected, said] of table)
    it(`${name}: ${expected}`, () => {
      const { target, because } = decided({ ...more, pool: { ...pool, ...more.pool }, students: 100 })
      assert.equal(target, expected, because)
      assert.match(because, said)
    })
  it('is said for a bare number in seats, too', () => {
    const { because } = poolOf(
      decideAt('09:00', {
        config: userPool({ ...pool, resources: null, scalingStrategy: 'fit', replicas: 2 }),
        nodes: [big, big, small].map((one, index) => node({ name: `n${index}`, ...one })),
      }),
    )
    assert.equal(because, 'the config asks 2 placeholders, 29 seats each (its nodes hold 2 to 29); 0 seats are open')
  })
})
