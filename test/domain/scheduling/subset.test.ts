import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { differenceOf } from '../../../src/domain/scheduling/subset.ts'
import { fc } from '../../support/properties.ts'

const quantities = (wanted: object, observed: object) =>
  differenceOf({ resources: { requests: wanted } }, { resources: { requests: observed } })

describe('what is wanted stands there', () => {
  const table: [string, unknown, unknown, string | undefined][] = [
    ['the same', { a: 1, b: ['x'] }, { a: 1, b: ['x'] }, undefined],
    ['and the server added something', { a: 1 }, { a: 1, b: 2 }, undefined],
    [
      'and the server added something deep down',
      { a: { b: [{ c: 1 }] } },
      { a: { b: [{ c: 1, d: 2 }] }, e: 3 },
      undefined,
    ],
    ['nothing is wanted', {}, { a: 1 }, undefined],
    ['undefined is not wanted', { a: undefined }, { a: 1 }, undefined],
    ['an empty map, which the server drops', { a: {} }, {}, undefined],
    ['an empty map beside another', { a: {} }, { a: { b: 1 } }, undefined],
    ['a number', { a: { b: 1 } }, { a: { b: 2 } }, 'a.b'],
    ['a text for a number', { a: '1' }, { a: 1 }, 'a'],
    ['false for nothing', { a: false }, {}, 'a'],
    ['null for nothing', { a: null }, {}, 'a'],
    ['missing', { a: { b: { c: 1 } } }, { a: {} }, 'a.b'],
    ['a scalar in the place of a map', { a: { b: 1 } }, { a: 'x' }, 'a'],
    ['null in the place of a map', { a: { b: 1 } }, { a: null }, 'a'],
    ['a map in the place of a list', { a: ['x'] }, { a: { 0: 'x' } }, 'a'],
    ['a longer list', { a: ['x'] }, { a: ['x', 'y'] }, 'a'],
    ['a shorter list', { a: ['x', 'y'] }, { a: ['x'] }, 'a'],
    ['a list in another order', { a: ['x', 'y'] }, { a: ['y', 'x'] }, 'a[0]'],
    ['deep in a list', { a: [{ b: 1 }, { b: 2 }] }, { a: [{ b: 1 }, { b: 3, c: 1 }] }, 'a[1].b'],
    ['the first of several', { a: 1, b: 2 }, { a: 2, b: 3 }, 'a'],
  ]
  for (const [name, wanted, observed, path] of table)
    it(`${name}: ${path}`, () => assert.equal(differenceOf(wanted, observed), path))

  it('whatever it is, all of itself', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => assert.equal(differenceOf(value, value), undefined)))
  })
})

describe('amounts below requests and limits', () => {
  const table: [string, string, boolean][] = [
    ['1000m', '1', true],
    ['0.5', '500m', true],
    ['1024Mi', '1Gi', true],
    ['60929654784', '59501616Ki', true],
    ['1G', '1Gi', false],
    ['1', '1001m', false],
    ['1', '2', false],
    ['much', 'more', false],
  ]
  for (const [wanted, observed, same] of table)
    it(`${wanted} ${same ? 'is' : 'is not'} ${observed}`, () => {
      assert.equal(quantities({ cpu: wanted }, { cpu: observed }), same ? undefined : 'resources.requests.cpu')
      assert.equal(
        differenceOf({ limits: { cpu: wanted } }, { limits: { cpu: observed } }),
        same ? undefined : 'limits.cpu',
      )
    })
  it('elsewhere a text is a text', () =>
    assert.equal(differenceOf({ env: { cpu: '1000m' } }, { env: { cpu: '1' } }), 'env.cpu'))
})
