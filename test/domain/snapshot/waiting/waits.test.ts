import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { waitsIn } from '../../../../src/domain/snapshot/waiting/waits.ts'
import { config, poolLabels, userPool } from '../../../support/config.ts'
import { node } from '../../../support/node.ts'
import type { World } from '../../../support/observed.ts'
import { pod, several } from '../../../support/pod.ts'
import { stepAt } from '../../../support/snapshot.ts'
import { at, SECOND } from '../../../support/time.ts'

const ONE = userPool({ seat: { requests: { memory: '2Gi' } } })
const BOOTING = node({ name: 'n2', created: at('08:59'), notReadySince: at('08:59') })
const waiting = (count: number, seconds: number, more: object = {}) =>
  several(count, (n) =>
    pod({ user: `s${seconds}-${n}`, memory: '2Gi', created: at('09:00') - seconds * SECOND, ...more }),
  )
const waits = (world: World) => waitsIn(stepAt('09:00', { config: ONE, ...world }), at('09:00'))

describe('who waits for a node', () => {
  it('is nobody', () => assert.deepEqual(waits({ pods: [pod({ user: 'ada', on: 'n1' })], nodes: [node()] }), []))
  it('is counted, with how many wait long, and since when the longest does', () =>
    assert.deepEqual(waits({ pods: [...waiting(2, 29), ...waiting(3, 30)] }), [
      { pool: 'user', people: 5, long: 3, since: '2026-03-24T08:59:30Z', longestSeconds: 30, isServed: false },
    ]))
  it('is served in the first half minute, and while enough seats are on their way', () => {
    const served = (world: World) => waits(world).map(({ isServed }) => isServed)
    assert.deepEqual(served({ pods: waiting(5, 29) }), [true])
    const events = [{ asks: { user: { students: 20 } } }]
    const nodes = [node({ name: 'n1' }), BOOTING]
    assert.deepEqual(served({ nodes, events, pods: waiting(16, 40) }), [true])
    assert.deepEqual(served({ nodes, events, pods: waiting(17, 40) }), [false])
    assert.deepEqual(served({ nodes: [BOOTING], pods: waiting(17, 40) }), [true], 'nobody knows how many it holds')
  })
  it('is told by pool, the longest first', () => {
    const two = config({ nodePools: { user: {}, gpu: {} } })
    const all = waits({
      config: two,
      pods: [
        ...waiting(1, 40, { nodeSelector: poolLabels('user') }),
        ...waiting(2, 50, { nodeSelector: poolLabels('gpu') }),
        ...waiting(1, 60),
      ],
    })
    assert.deepEqual(
      all.map(({ pool, people }) => [pool, people]),
      [
        [undefined, 1],
        ['gpu', 2],
        ['user', 1],
      ],
    )
  })
})
