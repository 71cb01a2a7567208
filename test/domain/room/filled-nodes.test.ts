import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { filledNodes } from '../../../src/domain/room/filled-nodes.ts'
import { survey } from '../../../src/domain/room/survey.ts'
import { poolIn, userPool } from '../../support/config.ts'
import { node } from '../../support/node.ts'
import { observed } from '../../support/observed.ts'
import { type PodSpec, pod } from '../../support/pod.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { at } from '../../support/time.ts'

/** Of so many nodes of 8 cores and 32Gi, `n0`, `n1` and so on, with these pods. */
function filled(count: number, specs: readonly PodSpec[]): number {
  const nodes = Array.from({ length: count }, (_, index) => node({ name: `n${index}` }))
  const world = observed({ config: userPool(), nodes, pods: specs.map((one) => pod(one)) })
  const rooms = survey(world, {}, at('09:00')).byPool.get('user') ?? []
  return filledNodes(poolIn(world.config), rooms)
}
const users = (count: number, on: (index: number) => number, spec: PodSpec) =>
  Array.from({ length: count }, (_, index): PodSpec => ({ user: `u${index}`, on: `n${on(index)}`, ...spec }))

describe('the nodes that users fill', () => {
  const table: [string, number, readonly PodSpec[], number][] = [
    ['none where nobody is', 3, [], 0],
    ['none where placeholders are', 2, [0, 1].map((at) => ({ placeholder: 'user', on: `n${at}`, memory: '28Gi' })), 0],
    ['none where others are', 1, [{ on: 'n0', memory: '28Gi' }], 0],
    ['one where somebody is, who requests nothing', 1, [{ user: 'ada', on: 'n0' }], 1],
    [
      'as many as they request of what they request most',
      3,
      users(3, (index) => index, { cpu: '1', memory: '16Gi' }),
      2,
    ],
    ['one for two who share it', 1, users(2, () => 0, { memory: '16Gi' }), 1],
    ['one for two who could', 2, users(2, (index) => index, { memory: '16Gi' }), 1],
    ['one for each who could not', 2, users(2, (index) => index, { memory: '17Gi' }), 2],
    [
      'what DaemonSets take is of no use to users',
      2,
      [
        ...users(2, (index) => index, { memory: '14Gi' }),
        ...[0, 1].map((at) => ({ daemon: 'd', on: `n${at}`, memory: '6Gi' })),
      ],
      2,
    ],
    [
      'a placeholder beside somebody counts for nothing',
      1,
      [
        { user: 'ada', on: 'n0', memory: '2Gi' },
        { placeholder: 'user', on: 'n0', memory: '28Gi' },
      ],
      1,
    ],
    ['nobody who waits', 1, [{ user: 'ada', memory: '16Gi' }], 0],
  ]
  for (const [name, nodes, pods, expected] of table)
    it(`${name}: ${expected}`, () => assert.equal(filled(nodes, pods), expected))

  it('are as many, over however many nodes the same users are spread', () => {
    const size = fc.record({ cpu: fc.integer({ min: 0, max: 1000 }), memory: fc.integer({ min: 0, max: 4096 }) })
    fc.assert(
      fc.property(fc.array(size, { minLength: 1, maxLength: 24 }), fc.nat(23), fc.nat(23), (sizes, a, b) => {
        // Eight of the largest fit on one.
        const least = Math.ceil(sizes.length / 8)
        const spread = (more: number) => {
          const count = least + more
          const placed = sizes.map(({ cpu, memory }, index) => ({
            user: `u${index}`,
            on: `n${index % count}`,
            cpu: `${cpu}m`,
            memory: `${memory}Mi`,
          }))
          return filled(count, placed)
        }
        assert.equal(spread(a), spread(b))
      }),
      RUNS,
    )
  })
})
