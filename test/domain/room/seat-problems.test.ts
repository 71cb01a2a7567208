import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PoolValues } from '../../../src/config/schema.ts'
import { silentUsers } from '../../../src/domain/room/seat-problems.ts'
import { poolIn, userPool } from '../../support/config.ts'
import { decideAt } from '../../support/decide.ts'
import { type NodeSpec, node } from '../../support/node.ts'
import { apart, type PodSpec, pod } from '../../support/pod.ts'
import { at } from '../../support/time.ts'

interface Case {
  readonly pool?: Partial<PoolValues>
  readonly nodes?: readonly NodeSpec[]
  readonly pods?: readonly PodSpec[]
  readonly asks?: object
}

function told({ pool = {}, nodes = [{}], pods = [], asks = { students: 20 } }: Case): string[] {
  const world = {
    config: userPool(pool),
    nodes: nodes.map((one, index) => node({ name: `n${index}`, ...one })),
    pods: pods.map((one) => pod(one)),
    events: [{ asks: { user: asks as { students: number } }, from: '08:00', to: '11:00' }],
  }
  const { problems } = decideAt('09:00', world)
  return problems.flatMap(({ where, text }) => (where === 'nodePools.user.seat.requests' ? [text] : []))
}

const GPU = 'nvidia.com/gpu'
const seat = (requests: Record<string, string | number>) => ({ seat: { requests } })
const ada: PodSpec = { user: 'ada', on: 'n0' }

describe('what is wrong with a seat', () => {
  const table: [string, Case, RegExp | undefined][] = [
    ['nothing, where the config says it', { pool: seat({ memory: '2Gi' }) }, undefined],
    ['nothing, where users tell it', { pods: [{ ...ada, memory: '2Gi' }] }, undefined],
    ['nothing, where nobody asks in seats', { asks: { integer: 2 } }, undefined],
    [
      'nobody is there to tell',
      {},
      /^is not set and the pool has no users to learn it from; \{memory:1Gi\} is assumed$/,
    ],
    [
      'users are there, and request nothing',
      { pods: [ada, { user: 'bob' }] },
      /^is not set, and users of the pool, who could tell, request nothing: .*`singleuser\.memory\.guarantee`\); \{memory:1Gi\} is assumed$/,
    ],
    [
      'half of them do',
      { pods: [ada, { user: 'bob', on: 'n0', memory: '2Gi' }] },
      /^is not set, and users of the pool, who could tell, request nothing: .* is assumed$/,
    ],
    [
      'they request too different things',
      {
        pods: [
          { ...ada, cpu: '1' },
          { user: 'bob', on: 'n0', memory: '2Gi' },
        ],
      },
      /^is not set and its users request too different things; \{memory:1Gi\} is assumed$/,
    ],
    [
      'most of them request something',
      { pods: [ada, { user: 'bob', on: 'n0', memory: '2Gi' }, { user: 'eve', on: 'n0', memory: '2Gi' }] },
      undefined,
    ],
    [
      'users request nothing, whatever the config says',
      { pool: seat({ memory: '2Gi' }), pods: [ada] },
      /^is set, but users of the pool request nothing: .*guarantee`\)$/,
    ],
    [
      'it fits on no node',
      { pool: seat({ memory: '40Gi' }) },
      /^a seat of \{memory:40Gi\} does not fit on any node of the pool, not even on an empty one$/,
    ],
    [
      'it fits on one node at least',
      { pool: seat({ memory: '40Gi' }), nodes: [{}, { memory: '64Gi' }] },
      /^a seat of \{memory:40Gi\} does not fit into a placeholder/,
    ],
    [
      'no node has the GPUs that it names',
      { pool: seat({ memory: '2Gi', [GPU]: 1 }), nodes: [{}, {}] },
      /^a seat of .* fits on no node of the pool: none has nvidia\.com\/gpu so far$/,
    ],
    [
      'one of the nodes has',
      { pool: seat({ memory: '2Gi', [GPU]: 1 }), nodes: [{}, { allocatable: { [GPU]: '4' } }] },
      undefined,
    ],
    [
      'it fits, but not into a placeholder',
      { pool: { ...seat({ memory: '4Gi' }), resources: { requests: { memory: '3Gi' } } } },
      /^a seat of \{memory:4Gi\} does not fit into a placeholder, which counts as one seat all the same/,
    ],
    [
      'a placeholder is where no seat fits',
      {
        pool: { ...seat({ memory: '4Gi', cpu: '2' }), resources: { requests: { memory: '4Gi' } } },
        nodes: [{}, { cpu: '1' }],
        pods: [{ placeholder: 'user', on: 'n1', memory: '4Gi' }],
      },
      /^a seat of .* does not fit on some nodes of the pool, and placeholders are there, which hold nothing: /,
    ],
    [
      'a placeholder is where GPUs may come yet',
      {
        pool: { ...seat({ memory: '4Gi', [GPU]: 1 }), resources: { requests: { memory: '4Gi' } } },
        nodes: [{ allocatable: { [GPU]: '4' } }, {}],
        pods: [{ placeholder: 'user', on: 'n1', memory: '4Gi' }],
      },
      undefined,
    ],
    [
      'nothing, where no node is there',
      { pool: seat({ memory: '40Gi' }), nodes: [] },
      /^a seat of \{memory:40Gi\} does not fit into a placeholder/,
    ],
    [
      'nothing, where no node can be used',
      { pool: seat({ memory: '2Gi', [GPU]: 1 }), nodes: [{ notReadySince: at('08:59') }] },
      undefined,
    ],
    [
      'nothing, where placeholders are as large as a seat',
      { pool: { ...seat({ memory: '40Gi' }), resources: null }, nodes: [] },
      undefined,
    ],
  ]
  for (const [name, given, expected] of table)
    it(name, () => {
      const [only = '', ...more] = told(given)
      if (expected) assert.match(only, expected)
      else assert.equal(only, '')
      assert.deepEqual(more, [])
    })
})

describe('users who request nothing are told of without anybody asking in seats', () => {
  const { requests } = poolIn(userPool())
  const user = poolIn(userPool(seat({ memory: '2Gi' })))
  const silent = (users: readonly PodSpec[]) =>
    silentUsers(user, { requests: requests ?? {}, from: 'config' }, apart(users.map((one) => pod(one))))
  it('half of them are enough', () =>
    assert.match(
      silent([ada, { user: 'bob', memory: '2Gi' }])[0]?.text ?? '',
      /^is set, but users of the pool request nothing: /,
    ))
  it('none of them, or nobody, is none', () =>
    assert.deepEqual([silent([{ user: 'bob', memory: '2Gi' }]), silent([])], [[], []]))
})
