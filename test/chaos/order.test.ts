import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { seeded } from '../../src/simulation/cluster/random.ts'
import { MINUTE } from '../support/time.ts'
import { GROUPS } from './faults.ts'
import { inOrder, selected } from './order.ts'

const namesOf = (listed: ReturnType<typeof selected>) => listed.map(({ fault }) => fault.name)

describe('the faults of a run', () => {
  it('there are many, and no two of one name', () => {
    const names = GROUPS.flatMap(([, faults]) => faults.map(({ name }) => name))
    assert.ok(names.length >= 40, `${names.length} kinds`)
    assert.equal(new Set(names).size, names.length)
  })

  it('a whole round has each once, in another order with another seed', () => {
    const [one, same, other] = [1, 1, 2].map((seed) => namesOf(inOrder(GROUPS, seeded(seed))))
    assert.deepEqual(one, same)
    assert.notDeepEqual(one, other)
    assert.deepEqual(one?.toSorted(), other?.toSorted())
  })

  it('a selection has some of every group, and each once', () => {
    const chosen = selected(GROUPS, 1, 5 * MINUTE)
    assert.deepEqual(new Set(chosen.map(({ group }) => group)), new Set(GROUPS.map(([group]) => group)))
    assert.equal(new Set(namesOf(chosen)).size, chosen.length)
    assert.deepEqual(namesOf(chosen), namesOf(selected(GROUPS, 1, 5 * MINUTE)))
    assert.notDeepEqual(namesOf(chosen), namesOf(selected(GROUPS, 2, 5 * MINUTE)))
  })

  it('with time enough a selection is everything', () => {
    assert.equal(selected(GROUPS, 1, 600 * MINUTE).length, GROUPS.flatMap(([, faults]) => faults).length)
  })
})
