import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fitsNoNode, poolScale, scaleFor } from '../../../src/domain/fit/pool-scale.ts'
import type { KnownNode } from '../../../src/domain/room/known-node.ts'
import type { Size } from '../../../src/domain/room/size.ts'
import { parseResources } from '../../../src/domain/scheduling/resources.ts'
import { poolIn, userPool } from '../../support/config.ts'

const SEAT = parseResources({ memory: '2Gi' })
const EMPTY = parseResources({ cpu: '15500m', memory: '57Gi', pods: 100 })
const CAPACITY = parseResources({ cpu: '16', memory: '64Gi' })
const NODE: KnownNode = { seats: 28, seat: SEAT, empty: EMPTY, capacity: CAPACITY }
const size = (memory: string, from: Size['from'] = 'config'): Size => ({ requests: parseResources({ memory }), from })
const [NODE_SIZED, SHARING] = [poolIn(userPool({ onePerNode: true })), poolIn(userPool({ onePerNode: false }))]

describe('how people, placeholders and nodes turn into each other', () => {
  it('where a placeholder is a node', () => {
    const { perPlaceholder, perNode, placeholdersPerNode, node, isGuess } = poolScale({
      pool: NODE_SIZED,
      size: size('50Gi'),
      seat: SEAT,
      emptied: NODE,
    })
    assert.deepEqual([perPlaceholder, perNode, placeholdersPerNode, node, isGuess], [28, 28, 1, CAPACITY, false])
  })
  it('in larger seats, as events say, and as before without', () => {
    const scale = poolScale({ pool: NODE_SIZED, size: size('50Gi'), seat: SEAT, emptied: NODE })
    const large = scaleFor(scale, [{ seat: parseResources({ memory: '8Gi', cpu: '4' }) }, {}])
    assert.deepEqual([large.perPlaceholder, large.perNode, large.placeholdersPerNode], [3, 3, 1])
    assert.equal(scaleFor(scale, [{}]), scale)
    assert.equal(scaleFor(scale, [{ seat: parseResources({ memory: '1Gi' }) }]), scale)
    const none = scaleFor(scale, [{ seat: parseResources({ memory: '58Gi' }) }])
    assert.deepEqual([none.perNode, fitsNoNode(none), fitsNoNode(large)], [undefined, true, false])
  })
  it('where nobody knows a node, a placeholder holds as many as fit into it', () => {
    const scale = poolScale({ pool: SHARING, size: size('14Gi'), seat: SEAT, emptied: undefined })
    const large = scaleFor(scale, [{ seat: parseResources({ memory: '5Gi' }) }])
    assert.deepEqual([large.perPlaceholder, large.perNode, fitsNoNode(large)], [2, undefined, false])
  })
  it('where several share a node', () => {
    const scale = poolScale({ pool: SHARING, size: size('14Gi'), seat: SEAT, emptied: NODE })
    assert.deepEqual([scale.perPlaceholder, scale.perNode, scale.placeholdersPerNode], [7, 28, 4])
  })
  it('of another seat than the node was last counted in', () => {
    const scale = poolScale({
      pool: NODE_SIZED,
      size: size('50Gi'),
      seat: parseResources({ memory: '4Gi' }),
      emptied: NODE,
    })
    assert.deepEqual([scale.perPlaceholder, scale.perNode], [14, 14])
  })
  it('where no node ever told', () => {
    const scale = poolScale({ pool: SHARING, size: size('2Gi', 'seat'), seat: SEAT, emptied: undefined })
    assert.deepEqual([scale.perPlaceholder, scale.perNode, scale.node, scale.isGuess], [1, undefined, undefined, true])
  })
  it('where nobody knows what a seat is', () => {
    const scale = poolScale({ pool: NODE_SIZED, size: size('50Gi'), seat: undefined, emptied: NODE })
    assert.deepEqual([scale.seat, scale.perPlaceholder, scale.perNode], [undefined, 1, undefined])
  })
})
