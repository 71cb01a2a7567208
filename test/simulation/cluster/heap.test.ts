import assert from 'node:assert/strict'
import { it } from 'node:test'
import { createHeap } from '../../../src/simulation/cluster/heap.ts'
import { fc } from '../../support/properties.ts'

it('what goes in comes out in order', () =>
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer()), (numbers) => {
      const heap = createHeap<number>((a, b) => a < b)
      for (const one of numbers) heap.push(one)
      assert.equal(heap.size(), numbers.length)
      assert.deepEqual(
        numbers.map(() => heap.pop()),
        numbers.toSorted((a, b) => a - b),
      )
      assert.deepEqual([heap.first(), heap.pop(), heap.size()], [undefined, undefined, 0])
    }),
  ))

it('the first is the least at any time, whatever comes and goes', () =>
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer())), (steps) => {
      const heap = createHeap<readonly [number, number]>((a, b) => a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]))
      const model: (readonly [number, number])[] = []
      steps.forEach((step, order) => {
        if (step === null) assert.deepEqual(heap.pop(), model.shift())
        else {
          heap.push([step, order])
          model.push([step, order])
          model.sort((a, b) => a[0] - b[0] || a[1] - b[1])
        }
        assert.deepEqual(heap.first(), model[0])
      })
    }),
  ))
