import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createLedger } from '../../../src/domain/cluster/occupancy.ts'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { cordonedNodes, emptyNodes } from '../../../src/domain/room/empty-nodes.ts'
import { survey } from '../../../src/domain/room/survey.ts'
import { parseResources } from '../../../src/domain/scheduling/resources.ts'
import { poolIn } from '../../support/config.ts'
import { type NodeSpec, node } from '../../support/node.ts'
import { observed } from '../../support/observed.ts'
import { type PodSpec, pod } from '../../support/pod.ts'
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

describe('a node tells what a node of its pool is', () => {
  const table: [string, NodeSpec, Seat | undefined, number | undefined][] = [
    ['by the seats that fit on it when it is empty', {}, { memory: '4Gi' }, 8],
    ['by its memory, where nobody knows what a seat is', { memory: '2Gi' }, undefined, 2 ** 31],
    ['less its pod slots', { pods: '3' }, { memory: '4Gi' }, 3],
    ['not where no seat fits', { memory: '3Gi' }, { memory: '4Gi' }, undefined],
    ['not where it lacks what the seat names: its GPUs may come yet', {}, { memory: '4Gi', [GPU]: '1' }, undefined],
    ['but with them', { allocatable: { [GPU]: '2' } }, { memory: '4Gi', [GPU]: '1' }, 2],
    ['not where it has no pod slot', { pods: '0' }, { memory: '4Gi' }, undefined],
    ['not where it offers nothing', { cpu: '0', memory: '0' }, undefined, undefined],
    ['not where it says nothing', { cpu: '?', memory: '?' }, undefined, undefined],
    ['not where it is cordoned', { cordoned: true }, { memory: '4Gi' }, undefined],
    ['not where it is not ready', { notReadySince: at('08:59') }, { memory: '4Gi' }, undefined],
    ['not where it is for others', { taints: [{ key: 'x', effect: 'NoSchedule' }] }, { memory: '4Gi' }, undefined],
  ]
  for (const [name, spec, seat, worth] of table) it(name, () => assert.equal(telling([spec], seat)[0]?.worth, worth))
  it('as it is without its users and placeholders, and with its DaemonSets', () => {
    const pods: PodSpec[] = [
      { user: 'ada', on: 'n0', memory: '8Gi' },
      { placeholder: 'user', on: 'n0', memory: '20Gi' },
      { daemon: 'log', on: 'n0', memory: '3Gi' },
    ]
    assert.equal(telling([{}], { memory: '4Gi' }, pods)[0]?.worth, 7)
  })
  it('where a cordon is all that is in the way, as a node that holds nobody', () => {
    const specs: NodeSpec[] = [
      { cordoned: true },
      { cordoned: true, notReadySince: at('08:59') },
      { cordoned: true, taints: [{ key: 'x', effect: 'NoSchedule' }] },
      {},
    ]
    const nodes = specs.map((spec, index) => node({ name: `n${index}`, ...spec }))
    const world = observed({ nodes })
    const rooms = survey(world, NO_MEMORY.nodes, at('09:00')).byPool.get('user') ?? []
    const cordoned = cordonedNodes(poolIn(world.config), rooms, undefined)
    assert.deepEqual(
      cordoned.map(({ name }) => name),
      ['n0'],
    )
  })
  it('not where its DaemonSets leave nothing', () =>
    assert.deepEqual(telling([{}], undefined, [{ daemon: 'log', on: 'n0', memory: '32Gi' }]), []))
  it('anew when its DaemonSets change, in place as they do', () => {
    const [one, ledger, seat] = [node({ name: 'n0' }), createLedger(), parseResources({ memory: '4Gi' })]
    const sight = { ...observed({ nodes: [one] }), pods: ledger.view }
    const worth = () => {
      const rooms = survey(sight, NO_MEMORY.nodes, at('09:00')).byPool.get('user') ?? []
      return emptyNodes(poolIn(sight.config), rooms, seat)[0]?.worth
    }
    assert.equal(worth(), 8)
    const logs = ['3Gi', '1Gi'].map((memory) => pod({ daemon: 'log', name: memory, on: 'n0', memory }))
    for (const log of logs) ledger.applied(log)
    assert.equal(worth(), 7)
    for (const log of logs) ledger.deleted(log)
    assert.equal(worth(), 8)
  })
})
