import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { emptyNodes } from '../../../src/domain/room/empty-nodes.ts'
import { areAlike, mainKind } from '../../../src/domain/room/main-kind.ts'
import { survey } from '../../../src/domain/room/survey.ts'
import { parseResources } from '../../../src/domain/scheduling/resources.ts'
import { poolIn } from '../../support/config.ts'
import { type NodeSpec, node } from '../../support/node.ts'
import { observed } from '../../support/observed.ts'
import { type PodSpec, pod } from '../../support/pod.ts'
import { fc } from '../../support/properties.ts'
import { at } from '../../support/time.ts'

const GPU = 'nvidia.com/gpu'
type Seat = Record<string, string>

function telling(nodes: readonly NodeSpec[], seat?: Seat, pods: readonly PodSpec[] = []) {
  const world = observed({
    nodes: nodes.map((one, index) => node({ name: `n${index}`, ...one })),
    pods: pods.map((one) => pod(one)),
  })
  const rooms = survey(world, NO_MEMORY.nodes, at('09:00')).byPool.get('user') ?? []
  return emptyNodes(poolIn(world.config), rooms, seat && parseResources(seat))
}

describe('the kind that a pool mostly consists of', () => {
  const big: NodeSpec = { cpu: '16', memory: '58Gi' }
  const nearlyBig: NodeSpec = { cpu: '15500m', memory: '56Gi' }
  const small: NodeSpec = { cpu: '2', memory: '5Gi' }
  const huge: NodeSpec = { cpu: '64', memory: '512Gi' }
  const table: [string, readonly NodeSpec[], worths: readonly number[]][] = [
    ['nobody tells', [], []],
    ['the only node', [small], [2]],
    ['all alike', [big, big], [29, 29]],
    ['nearly alike', [nearlyBig, big, big], [29, 29, 28]],
    ['one is small', [big, small, big], [29, 29]],
    ['one is huge', [big, huge, big], [29, 29]],
    ['one is small and one huge', [small, big, huge, big], [29, 29]],
    ['several are small', [small, small, small, big, big], [29, 29]],
    ['most of its seats are on small ones', [...Array(30).fill(small), big, big], Array(30).fill(2)],
    ['only one is not small', [small, small, big], [2, 2]],
    ['each is another: the largest', [small, big], [29]],
    [
      'as many seats on both: the larger',
      [
        { memory: '8Gi' },
        { memory: '16Gi' },
        { memory: '8Gi' },
        { memory: '8Gi' },
        { memory: '8Gi' },
        { memory: '16Gi' },
      ],
      [8, 8],
    ],
    ['alike but for the pod slots of one', [big, { ...big, pods: '4' }, big], [29, 29]],
  ]
  for (const [name, nodes, worths] of table)
    it(name, () =>
      assert.deepEqual(
        mainKind(telling(nodes, { memory: '2Gi' })).map(({ worth }) => worth),
        worths,
      ),
    )
  it('is told apart by what the seat names, too', () => {
    const nodes = ['4', '4', '1'].map((count) => ({ allocatable: { [GPU]: count } }))
    const kind = mainKind(telling(nodes, { memory: '1Gi', [GPU]: '1' }))
    assert.deepEqual(
      kind.map(({ worth }) => worth),
      [4, 4],
    )
  })
  it('does not depend on the order in which nodes are told', () => {
    const machine = fc.record({
      cpu: fc.constantFrom('2', '8', '8', '16'),
      memory: fc.constantFrom('5Gi', '30Gi', '32Gi', '33Gi', '58Gi'),
      pods: fc.constantFrom('110', '110', '4'),
    })
    const facts = (nodes: readonly NodeSpec[]) =>
      mainKind(telling(nodes, { memory: '2Gi' })).map(({ worth, empty }) => [worth, empty])
    fc.assert(
      fc.property(fc.array(machine, { maxLength: 7 }), (nodes) =>
        assert.deepEqual(facts(nodes.toReversed()), facts(nodes)),
      ),
    )
  })
})

describe('amounts are alike', () => {
  const table: [Seat, Seat, boolean][] = [
    [{ memory: '10Gi' }, { memory: '9Gi' }, true],
    [{ memory: '9Gi' }, { memory: '10Gi' }, true],
    [{ memory: '10Gi' }, { memory: '8.9Gi' }, false],
    [{ memory: '10Gi', cpu: '4' }, { memory: '10Gi', cpu: '2' }, false],
    [{ memory: '10Gi', [GPU]: '1' }, { memory: '10Gi' }, true],
  ]
  for (const [a, b, expected] of table)
    it(`${JSON.stringify(a)} and ${JSON.stringify(b)}: ${expected}`, () =>
      assert.equal(areAlike(parseResources(a), parseResources(b), ['memory', 'cpu']), expected))
})
