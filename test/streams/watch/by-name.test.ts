import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { byName } from '../../../streams/watch/by-name.ts'

interface Thing {
  readonly name: string
  readonly uid: string
}
const first: Thing = { name: 'a', uid: '1' }
const namesake: Thing = { name: 'a', uid: '2' }

describe('by name', () => {
  const table: readonly [
    name: string,
    steps: readonly (readonly ['applied' | 'deleted', Thing])[],
    left: readonly Thing[],
  ][] = [
    [
      'is what came',
      [
        ['applied', first],
        ['applied', { name: 'b', uid: '3' }],
      ],
      [first, { name: 'b', uid: '3' }],
    ],
    [
      'is the last of a name',
      [
        ['applied', first],
        ['applied', namesake],
      ],
      [namesake],
    ],
    [
      'is without what went',
      [
        ['applied', first],
        ['deleted', first],
      ],
      [],
    ],
    [
      'keeps the namesake of one whose end comes late',
      [
        ['applied', first],
        ['applied', namesake],
        ['deleted', first],
      ],
      [namesake],
    ],
    [
      'loses nothing to the end of what was never there',
      [
        ['deleted', namesake],
        ['applied', first],
      ],
      [first],
    ],
  ]
  for (const [name, steps, left] of table)
    it(name, () => {
      const things = byName<Thing>()
      for (const [step, thing] of steps) things[step](thing, undefined)
      assert.deepEqual(things.view, new Map(left.map((thing) => [thing.name, thing])))
    })
  it('is one view, which changes in place', () => {
    const things = byName<Thing>()
    const { view } = things
    things.applied(first, undefined)
    assert.equal(view.get('a'), first)
    assert.equal(things.view, view)
  })
})
