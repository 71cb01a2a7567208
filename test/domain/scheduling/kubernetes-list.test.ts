import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { itemsOf } from '../../../src/domain/scheduling/kubernetes-list.ts'

const [a, b] = [
  { kind: 'Node', metadata: { name: 'a' } },
  { kind: 'Node', metadata: { name: 'b' } },
]

describe('what kubectl get -o json prints', () => {
  const table: [string, unknown, readonly object[] | undefined][] = [
    ['a list', { kind: 'List', items: [a, b] }, [a, b]],
    ['a typed list', { kind: 'NodeList', items: [a] }, [a]],
    ['an empty list', { kind: 'List', items: [] }, []],
    ['one object', a, [a]],
    ['a plain array', [a, b], [a, b]],
    ['with holes', { kind: 'List', items: [a, null, 'x', 1] }, [a]],
    ['a list without items', { kind: 'List', items: null }, undefined],
    ['something else', { hello: 1 }, undefined],
    ['a text', 'nodes', undefined],
    ['nothing', null, undefined],
  ]
  for (const [name, json, expected] of table) it(name, () => assert.deepEqual(itemsOf(json), expected))
})
