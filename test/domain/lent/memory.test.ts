import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type LentMemory, lentMemory } from '../../../src/domain/lent/memory.ts'
import { config, userPool } from '../../support/config.ts'
import { type LentSpec, lent, lentBy } from '../../support/lent/lent.ts'
import { fc, RUNS } from '../../support/properties.ts'

const KEY = 'statefulset/user-placeholder'
const BORROWS = userPool({ resources: {}, holdBy: 'statefulset' })
const seen = (spec: LentSpec, before: LentMemory = {}, from = BORROWS) => lentMemory(lentBy(lent(spec)), from, before)
const had = (count: number): LentMemory => ({ [KEY]: { count, isTaken: true } })

describe('what is given back', () => {
  const cases: readonly (readonly [string, LentMemory, LentMemory])[] = [
    ['is what it had when it was first seen', seen({ replicas: 3 }), { [KEY]: { count: 3 } }],
    ['stays while the count is ours', seen({ replicas: 9, writer: 'warmseats' }, had(3)), had(3)],
    ['is what its owner has written since', seen({ replicas: 4, writer: 'helm' }, had(3)), had(4)],
    ['is not what a person wrote by hand', seen({ replicas: 8, writer: 'kubectl' }, had(3)), had(3)],
    ['unless that stood there from the first', seen({ replicas: 8, writer: 'kubectl' }), { [KEY]: { count: 8 } }],
    ['is not known where it was ours when it was first seen', seen({ replicas: 9, writer: 'warmseats' }), {}],
    ['is what stands there once it was given back', seen({ writer: 'warmseats-give-back' }), { [KEY]: { count: 1 } }],
    ['stays remembered while it is not seen', lentMemory(new Map(), BORROWS, had(3)), had(3)],
    [
      'and where its pool is gone, as long as it is ours',
      seen({ replicas: 9, writer: 'warmseats' }, had(3), config()),
      had(3),
    ],
    ['is forgotten when it is back', seen({ replicas: 3, writer: 'warmseats' }, had(3), config()), {}],
    ['and when somebody else has written another', seen({ replicas: 5, writer: 'helm' }, had(3), config()), {}],
    ['is nothing of an object that no pool borrows', seen({}, {}, config()), {}],
    ['is nothing of one that goes', seen({ deleting: true }), {}],
  ]
  for (const [name, is, expected] of cases) it(name, () => assert.deepEqual(is, expected))

  it('is never a count of ours, whoever writes in whatever order', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('helm', 'kubectl', 'warmseats'), fc.nat(9))), (writes) => {
        // Ours are told by their size.
        const memory = writes.reduce<LentMemory>(
          (before, [writer, count]) => seen({ writer, replicas: writer === 'warmseats' ? 100 + count : count }, before),
          {},
        )
        const lastOwners = writes.findLast(([writer]) => writer === 'helm')?.[1]
        const count = memory[KEY]?.count
        assert.ok(count === undefined || count < 100)
        if (lastOwners !== undefined) assert.equal(count, lastOwners)
      }),
      RUNS,
    ))
})
