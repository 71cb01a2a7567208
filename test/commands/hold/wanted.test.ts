import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { wantedOf } from '../../../src/commands/hold/wanted.ts'
import { NO_READING } from '../../../src/domain/calendar/merge-calendars.ts'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { userPool } from '../../support/config.ts'
import { node } from '../../support/node.ts'
import { observed } from '../../support/observed.ts'
import { at } from '../../support/time.ts'

/** A node of 32Gi, a placeholder as large, and seats of 4Gi. */
const sceneOf = (pool: object) => {
  const world = observed({ config: userPool(pool), nodes: [node({ name: 'n1' })] })
  const calendar = { health: { at: 'none' as const }, reading: NO_READING }
  return { observed: world, memory: NO_MEMORY, calendar, warnings: [], assumed: [], unasked: [] }
}
const SEATS = { seat: { requests: { memory: '4Gi' } } }
const wanted = (asked: object, pool: object = SEATS) => wantedOf(asked, 'user', sceneOf(pool), at('09:00'))

describe('what is held', () => {
  it('students sit where a placeholder makes way', () => {
    const { placeholders, said } = wanted({ students: '20' })
    const seats = Number(/of (\d+) seats$/.exec(said)?.[1])
    assert.ok(seats >= 6 && seats <= 8, said)
    assert.equal(placeholders, Math.ceil(20 / seats))
  })
  it('a node is a placeholder where it is as large', () =>
    assert.deepEqual(wanted({ nodes: '3' }), { placeholders: 3, said: '3 nodes are 3 placeholders' }))
  it('and several where those are smaller', () => {
    const { placeholders } = wanted({ nodes: '2' }, { ...SEATS, resources: { requests: { memory: '8Gi' } } })
    assert.ok(placeholders >= 6 && placeholders <= 8, String(placeholders))
  })
  it('placeholders are what they are', () =>
    assert.deepEqual(wanted({ placeholders: '1' }), { placeholders: 1, said: '1 placeholder' }))

  for (const [asked, says] of [
    [{}, /^say how much: one of/],
    [{ students: '3', nodes: '1' }, /^say how much: one of/],
    [{ students: '0' }, /^--students 0 is no whole number from 1 to 10000/],
    [{ nodes: 'many' }, /^--nodes many is no whole number/],
  ] as const)
    it(`refuses ${JSON.stringify(asked)}`, () =>
      assert.throws(() => wanted(asked), { name: 'InputError', message: says }))
})
