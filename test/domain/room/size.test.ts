import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PoolValues } from '../../../src/config/schema.ts'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { type Size, sizeOf } from '../../../src/domain/room/size.ts'
import { survey } from '../../../src/domain/room/survey.ts'
import { parseResources, type Resources } from '../../../src/domain/scheduling/resources.ts'
import { poolIn, userPool } from '../../support/config.ts'
import { type NodeSpec, node } from '../../support/node.ts'
import { observed } from '../../support/observed.ts'
import { type PodSpec, pod } from '../../support/pod.ts'
import { at } from '../../support/time.ts'

interface Case {
  readonly nodes?: readonly NodeSpec[]
  readonly pods?: readonly PodSpec[]
  readonly pool?: Partial<PoolValues>
  readonly known?: Record<string, string>
  readonly event?: boolean
}

const DERIVED: Partial<PoolValues> = { resources: null }

function size({ nodes = [], pods = [], pool = DERIVED, known, event = false }: Case): Size | undefined {
  const config = userPool(pool)
  const world = observed({ config, nodes: nodes.map(node), pods: pods.map((one) => pod(one)) })
  const rooms = survey(world, NO_MEMORY.nodes, at('09:00')).byPool.get('user') ?? []
  return sizeOf(poolIn(config), rooms, world.pods.occupancy, known && parseResources(known), event)
}

const requests = (cpu: string, memory: string): Resources => parseResources({ cpu, memory })

describe('the size of a placeholder', () => {
  it('is as the config says', () => {
    const pool = { resources: { requests: { memory: '28Gi', cpu: 2 } } }
    assert.deepEqual(size({ pool, nodes: [{}], known: { memory: '1Gi' } }), {
      requests: requests('2', '28Gi'),
      from: 'config',
    })
  })
  it('given as limits only', () => {
    assert.deepEqual(size({ pool: { resources: { limits: { memory: '28Gi' } } } })?.requests, { memory: 28 * 2 ** 30 })
  })
})

describe('the size derived from nodes', () => {
  const derived = (given: Case) => {
    const result = size(given)
    return result && [result.requests.cpu, (result.requests.memory ?? 0) / 2 ** 20, result.from]
  }
  const MI = 2 ** 10 // in a Gi
  const table: [string, Case, (number | string)[] | undefined][] = [
    [
      '5 % less than a large node',
      { nodes: [{ cpu: '8', memory: '32Gi' }] },
      [7600, Math.floor(32 * MI * 0.95), 'nodes'],
    ],
    ['256Mi less than a small node', { nodes: [{ cpu: '2', memory: '4Gi' }] }, [1900, 4 * MI - 256, 'nodes']],
    [
      'less its DaemonSets',
      { nodes: [{ cpu: '8', memory: '32Gi' }], pods: [{ daemon: 'log', on: 'n1', cpu: '100m', memory: '512Mi' }] },
      [7500, Math.floor(32 * MI * 0.95) - 512, 'nodes'],
    ],
    [
      'not less its users and placeholders',
      {
        nodes: [{}],
        pods: [
          { user: 'ada', on: 'n1', memory: '20Gi', cpu: '4' },
          { placeholder: 'user', on: 'n1', memory: '8Gi' },
        ],
      },
      [7600, Math.floor(32 * MI * 0.95), 'nodes'],
    ],
    [
      'of the smallest node',
      {
        nodes: [
          { name: 'a', cpu: '16', memory: '64Gi' },
          { name: 'b', cpu: '8', memory: '32Gi' },
        ],
      },
      [7600, Math.floor(32 * MI * 0.95), 'nodes'],
    ],
    [
      'of the smallest, resource by resource',
      {
        nodes: [
          { name: 'a', cpu: '4', memory: '64Gi' },
          { name: 'b', cpu: '8', memory: '32Gi' },
        ],
      },
      [3800, Math.floor(32 * MI * 0.95), 'nodes'],
    ],
    [
      'not of nodes that cannot be used',
      {
        nodes: [
          { name: 'a' },
          { name: 'b', memory: '8Gi', cordoned: true },
          { name: 'c', memory: '4Gi', notReadySince: at('08:00') },
        ],
      },
      [7600, Math.floor(32 * MI * 0.95), 'nodes'],
    ],
    [
      "not of another pool's nodes",
      { nodes: [{ name: 'a' }, { name: 'b', memory: '4Gi', pool: null }] },
      [7600, Math.floor(32 * MI * 0.95), 'nodes'],
    ],
    ['unknown without nodes', {}, undefined],
    ['unknown when none can be used', { nodes: [{ cordoned: true }] }, undefined],
  ]
  for (const [name, given, expected] of table) it(name, () => assert.deepEqual(derived(given), expected))
  it('is a whole number of Mi and fits the node', () => {
    const { memory = 0 } = size({ nodes: [{ memory: '60055600Ki' }] })?.requests ?? {}
    assert.equal(memory % 2 ** 20, 0)
    assert.ok(memory < 60055600 * 1024)
  })
})

describe('a size that is known', () => {
  const nodes = [{ cpu: '8', memory: '32Gi' }] // derived: 7600m, 31129Mi
  const kept = { cpu: '7600m', memory: '31129Mi' }
  const table: [string, Case, Size['from']][] = [
    ['stays without nodes', { known: kept }, 'last known'],
    ['stays while no node can be used', { known: kept, nodes: [{ cordoned: true }] }, 'last known'],
    ['stays when it is the same', { known: kept, nodes }, 'last known'],
    ['stays when the new one is 9 % larger', { known: { ...kept, memory: '28500Mi' }, nodes }, 'last known'],
    ['stays when the new one is 9 % smaller', { known: { ...kept, memory: '34200Mi' }, nodes }, 'last known'],
    ['goes when the new one is more than 10 % larger', { known: { ...kept, memory: '28000Mi' }, nodes }, 'nodes'],
    ['goes when the new one is more than 10 % smaller', { known: { ...kept, memory: '35000Mi' }, nodes }, 'nodes'],
    ['goes when the cpu alone differs so', { known: { ...kept, cpu: '5' }, nodes }, 'nodes'],
    [
      'stays during an event, however different',
      { known: { cpu: '1', memory: '1Gi' }, nodes, event: true },
      'last known',
    ],
    ['goes when the event is over', { known: { cpu: '1', memory: '1Gi' }, nodes }, 'nodes'],
    ['gets the cpu that it lacked', { known: { memory: '31129Mi' }, nodes }, 'nodes'],
    ['counts for nothing when it is none', { known: {}, nodes, event: true }, 'nodes'],
  ]
  for (const [name, given, from] of table) it(`${name}: ${from}`, () => assert.equal(size(given)?.from, from))
  it('without any size an event does not wait', () => assert.equal(size({ nodes, event: true })?.from, 'nodes'))
})
