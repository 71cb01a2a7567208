import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { seatOf, seatsIn } from '../../../src/domain/room/seat.ts'
import { parseResources } from '../../../src/domain/scheduling/resources.ts'
import { apart, pod } from '../../support/pod.ts'

const user = (name: string, cpu: string, memory: string) => pod({ user: name, on: 'n1', cpu, memory })
const GI = 2 ** 30

describe('the seat of a pool', () => {
  const users = apart([user('ada', '500m', '1Gi'), user('bob', '500m', '2Gi'), user('eve', '2', '8Gi')])
  it('is what the config says', () =>
    assert.deepEqual(seatOf({ memory: 3 * GI }, users, undefined), { requests: { memory: 3 * GI }, from: 'config' }))
  it('else the median of the user pods, resource by resource, and says of how many', () =>
    assert.deepEqual(seatOf(undefined, users, undefined), {
      requests: { cpu: 500, memory: 2 * GI },
      from: 'users',
      samples: 3,
    }))
  it('does not depend on their order', () =>
    assert.deepEqual(seatOf(undefined, users.toReversed(), undefined), seatOf(undefined, users, undefined)))
  it('one giant among many does not change it', () => {
    const many = Array.from({ length: 20 }, (_, at) => user(`u${at}`, '1', '2Gi'))
    assert.deepEqual(seatOf(undefined, apart([...many, user('giant', '64', '512Gi')]), undefined).requests, {
      cpu: 1000,
      memory: 2 * GI,
    })
  })
  it('without users the last one known', () =>
    assert.deepEqual(seatOf(undefined, [], { memory: GI }), { requests: { memory: GI }, from: 'last known' }))
  it('without anything an assumption that says so', () =>
    assert.equal(seatOf(undefined, [], undefined).from, 'assumed'))
})

describe('seats in free resources', () => {
  const table: readonly [free: Record<string, string>, seat: Record<string, string>, seats: number][] = [
    [{ cpu: '8', memory: '32Gi' }, { memory: '4Gi' }, 8],
    [{ cpu: '1', memory: '32Gi' }, { cpu: '500m', memory: '4Gi' }, 2],
    [{ memory: '3.9Gi' }, { memory: '4Gi' }, 0],
    [{ memory: '32Gi' }, { memory: '4Gi', 'nvidia.com/gpu': '1' }, 0],
    [{ memory: '32Gi', 'nvidia.com/gpu': '3' }, { memory: '4Gi', 'nvidia.com/gpu': '1' }, 3],
    [{ memory: '32Gi', pods: '5' }, { memory: '4Gi' }, 5],
    [{ memory: '-1Gi' }, { memory: '4Gi' }, 0],
    [{ memory: '32Gi' }, {}, 0],
  ]
  for (const [free, seat, seats] of table)
    it(`${JSON.stringify(free)} hold ${seats} of ${JSON.stringify(seat)}`, () =>
      assert.equal(seatsIn(parseResources(free), parseResources(seat)), seats))
})
