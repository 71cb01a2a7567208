import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PoolValues } from '../../../src/config/schema.ts'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { emptyNodes } from '../../../src/domain/room/empty-nodes.ts'
import { isOnePerNode, type Size, sizeOf } from '../../../src/domain/room/size.ts'
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
  readonly seat?: Record<string, string>
  readonly seatSize?: Record<string, string>
  readonly inSeats?: boolean
  readonly inVain?: boolean
  readonly tooMany?: boolean
}

const DERIVED: Partial<PoolValues> = { resources: null }

/** A seat is of 2Gi, unless said, and only where people ask in seats does anybody know it. */
function size(given: Case): Size {
  const {
    nodes = [],
    pods = [],
    pool = DERIVED,
    known,
    seatSize,
    event = false,
    inSeats = false,
    inVain = false,
  } = given
  const seat = parseResources(given.seat ?? { memory: '2Gi' })
  const config = userPool(pool)
  const world = observed({ config, nodes: nodes.map(node), pods: pods.map((one) => pod(one)) })
  const rooms = survey(world, NO_MEMORY.nodes, at('09:00')).byPool.get('user') ?? []
  return sizeOf({
    pool: poolIn(config),
    nodes: emptyNodes(poolIn(world.config), rooms, inSeats ? seat : undefined),
    known: {
      ...(known ? { size: parseResources(known) } : {}),
      ...(seatSize ? { seatSize: parseResources(seatSize) } : {}),
    },
    seat: () => seat,
    eventCounts: event,
    inSeats,
    inVain,
    tooMany: given.tooMany ?? false,
  })
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
    return result.from === 'seat'
      ? undefined
      : [result.requests.cpu, (result.requests.memory ?? 0) / 2 ** 20, result.from]
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
      'of the smallest of its kind, resource by resource',
      {
        nodes: [
          { name: 'a', cpu: '8', memory: '31Gi' },
          { name: 'b', cpu: '7800m', memory: '32Gi' },
        ],
      },
      [7410, Math.floor(31 * MI * 0.95), 'nodes'],
    ],
    [
      'of the kind that there is more of',
      {
        nodes: [
          { name: 'a', cpu: '64', memory: '512Gi' },
          { name: 'b', cpu: '8', memory: '32Gi' },
          { name: 'c', cpu: '8', memory: '32Gi' },
          { name: 'd', cpu: '1', memory: '2Gi' },
        ],
      },
      [7600, Math.floor(32 * MI * 0.95), 'nodes'],
    ],
    [
      'of the largest, where each is another',
      {
        nodes: [
          { name: 'a', cpu: '16', memory: '64Gi' },
          { name: 'b', cpu: '8', memory: '32Gi' },
        ],
      },
      [15200, Math.floor(64 * MI * 0.95), 'nodes'],
    ],
    [
      'not of nodes that offer nothing yet',
      { nodes: [{ name: 'a' }, { name: 'b', cpu: '0', memory: '0' }, { name: 'c', cpu: '0', memory: '0' }] },
      [7600, Math.floor(32 * MI * 0.95), 'nodes'],
    ],
    [
      'not of nodes on which no seat fits',
      { inSeats: true, nodes: [{ name: 'a' }, { name: 'b', memory: '1Gi' }, { name: 'c', memory: '1Gi' }] },
      [7600, Math.floor(32 * MI * 0.95), 'nodes'],
    ],
    [
      'not of nodes whose GPUs are not there yet',
      {
        inSeats: true,
        seat: { memory: '4Gi', 'nvidia.com/gpu': '1' },
        nodes: [
          { name: 'a', allocatable: { 'nvidia.com/gpu': '4' } },
          { name: 'b', memory: '64Gi' },
          { name: 'c', memory: '64Gi' },
        ],
      },
      [7600, Math.floor(32 * MI * 0.95), 'nodes'],
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
    ['stays when the new one is 4 % smaller', { known: { ...kept, memory: '32400Mi' }, nodes }, 'last known'],
    [
      'goes when it fits its nodes no more, however little is missing',
      { known: { ...kept, memory: '33Gi' }, nodes },
      'nodes',
    ],
    ['goes when the new one is more than 10 % larger', { known: { ...kept, memory: '28000Mi' }, nodes }, 'nodes'],
    ['goes when the new one is more than 10 % smaller', { known: { ...kept, memory: '35000Mi' }, nodes }, 'nodes'],
    ['goes when the cpu alone differs so', { known: { ...kept, cpu: '5' }, nodes }, 'nodes'],
    [
      'stays during an event, however different',
      { known: { cpu: '1', memory: '1Gi' }, nodes, event: true },
      'last known',
    ],
    ['goes when the event is over', { known: { cpu: '1', memory: '1Gi' }, nodes }, 'nodes'],
    [
      'stays beside a lone larger node, while one of its own size is there',
      { known: kept, nodes: [...nodes, { name: 'large', cpu: '8', memory: '64Gi' }] },
      'last known',
    ],
    ['gets the cpu that it lacked', { known: { memory: '31129Mi' }, nodes }, 'nodes'],
    ['counts for nothing when it is none', { known: {}, nodes, event: true }, 'nodes'],
    [
      'stays while all that is left is one odd node, not half as large',
      { known: kept, nodes: [{ cpu: '3', memory: '15Gi' }] },
      'last known',
    ],
    [
      'goes when placeholders of it have waited in vain beside that',
      { known: kept, nodes: [{ cpu: '3', memory: '15Gi' }], inVain: true },
      'nodes',
    ],
    [
      'goes then in an event too',
      { known: kept, nodes: [{ cpu: '3', memory: '15Gi' }], inVain: true, event: true },
      'nodes',
    ],
    [
      'stays when they wait in vain and it fits: then the pool is at its maximum',
      { known: { ...kept, memory: '28Gi' }, nodes, inVain: true, event: true },
      'last known',
    ],
    [
      'goes when the pool has come to consist of smaller nodes',
      {
        known: kept,
        nodes: [
          { name: 'a', cpu: '3', memory: '15Gi' },
          { name: 'b', cpu: '3', memory: '15Gi' },
        ],
      },
      'nodes',
    ],
  ]
  for (const [name, given, from] of table) it(`${name}: ${from}`, () => assert.equal(size(given)?.from, from))
  it('without any size an event does not wait', () => assert.equal(size({ nodes, event: true })?.from, 'nodes'))
})

describe('the size that no node tells', () => {
  const GI = 2 ** 30
  const memory = (given: Case) => (size(given).requests.memory ?? 0) / GI
  it('is that of a seat', () => assert.deepEqual(size({}), { requests: { memory: 2 * GI }, from: 'seat' }))
  it('any number of which share a node, where people ask in seats', () =>
    assert.deepEqual(size({ inSeats: true }), { requests: { memory: 2 * GI }, from: 'seat', packed: true }))
  it('is that of a seat also beside nodes on which none fits', () =>
    assert.equal(size({ inSeats: true, nodes: [{ memory: '1Gi' }] }).from, 'seat'))
  it('is one a node for who asks in nodes, as every size that is derived', () => {
    const pool = poolIn(userPool(DERIVED))
    assert.deepEqual([isOnePerNode(pool, size({})), isOnePerNode(pool, size({ inSeats: true }))], [true, false])
  })

  const nodes = [{}]
  const table: [string, Case, Size['from'], number][] = [
    [
      'stays while people ask in seats, with nodes too',
      { seatSize: { memory: '2Gi' }, inSeats: true, nodes },
      'seat',
      2,
    ],
    ['and when others request less', { seatSize: { memory: '4Gi' }, inSeats: true, nodes }, 'seat', 4],
    ['but not when a seat does not fit into it', { seatSize: { memory: '1Gi' }, inSeats: true, nodes }, 'seat', 2],
    [
      'gives way to that of a node for who asks in nodes',
      { seatSize: { memory: '2Gi' }, event: true, nodes },
      'nodes',
      30.4,
    ],
    ['and when nobody asks any more', { seatSize: { memory: '2Gi' }, nodes }, 'nodes', 30.4],
    [
      'and in an event for more people than a pool may have placeholders',
      { seatSize: { memory: '2Gi' }, inSeats: true, tooMany: true, nodes },
      'nodes',
      30.4,
    ],
    [
      'stays with so many, too, before there is a node',
      { seatSize: { memory: '2Gi' }, inSeats: true, tooMany: true },
      'seat',
      2,
    ],
    ['follows the seat while there is no node', { seatSize: { memory: '4Gi' } }, 'seat', 2],
    [
      'is nothing beside one that a node told',
      { seatSize: { memory: '2Gi' }, known: { cpu: '7', memory: '28Gi' } },
      'last known',
      28,
    ],
  ]
  for (const [name, given, from, gi] of table)
    it(name, () => assert.deepEqual([size(given).from, Math.round(memory(given) * 10) / 10], [from, gi]))
})
