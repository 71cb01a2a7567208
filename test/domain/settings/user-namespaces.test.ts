import assert from 'node:assert/strict'
import { it } from 'node:test'
import { knownNamespaces, namedNamespaces, namespacesOfUsers } from '../../../src/domain/settings/user-namespaces.ts'
import { config } from '../../support/config.ts'

type Names = readonly string[]
const TABLE: readonly [named: Names, users: Names, known: Names, may: Names][] = [
  [[], ['jhub'], ['jhub'], ['jhub']],
  [
    ['a', 'b'],
    ['a', 'b'],
    ['jhub', 'a', 'b'],
    ['a', 'b'],
  ],
  [
    ['jhub', 'a'],
    ['jhub', 'a'],
    ['jhub', 'a'],
    ['jhub', 'a'],
  ],
  [['*'], [], ['jhub'], ['jhub']],
  [['a', '*'], [], ['jhub', 'a'], ['a']],
]
for (const [named, users, known, may] of TABLE)
  it(`namespaces: ${JSON.stringify(named)} of a release in jhub`, () => {
    const given = config({ userPods: { namespaces: [...named] } })
    assert.deepEqual(namespacesOfUsers(given, 'jhub'), users)
    assert.deepEqual(knownNamespaces(given, 'jhub'), known)
    assert.deepEqual(namedNamespaces(given, 'jhub'), may)
  })
it('of a release that is not known users are everywhere', () =>
  assert.deepEqual(namespacesOfUsers(config(), undefined), []))
