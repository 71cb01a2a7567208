import assert from 'node:assert/strict'
import { it } from 'node:test'
import { withHeldSeats } from '../../../src/domain/fit/held-seats.ts'
import { parseResources } from '../../../src/domain/scheduling/resources.ts'
import { SCALE } from './support.ts'

const exam = (memory: string, pool = 'user') => ({
  title: 'Midterm',
  pools: [pool],
  seats: new Map([[pool, parseResources({ memory })]]),
  startMs: 0,
  endMs: 1,
})
const onNode = { empty: parseResources({ cpu: '16', memory: '57Gi', pods: 100 }), onePerNode: true }
const pools = new Map([
  ['user', { scale: { ...SCALE, onNode } }],
  ['unseen', { scale: SCALE }],
])

it('a seat is given to pods where a node is known to hold it, and nowhere else', () => {
  const held = (memory: string, pool?: string) => withHeldSeats([exam(memory, pool)], pools)[0]?.seats?.size ?? 0
  assert.deepEqual([held('57Gi'), held('58Gi'), held('1Gi', 'unseen'), held('1Gi', 'gone')], [1, 0, 0, 0])
  assert.equal(withHeldSeats([exam('58Gi')], pools)[0]?.title, 'Midterm')
})
