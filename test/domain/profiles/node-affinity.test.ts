import assert from 'node:assert/strict'
import { it } from 'node:test'
import { bothPreferred, bothRequired } from '../../../src/domain/profiles/node-affinity.ts'
import type { NodeSelectorTerm } from '../../../src/domain/scheduling/affinity.ts'

/** `a b` is a term with two expressions. */
const terms = (...texts: string[]): NodeSelectorTerm[] =>
  texts.map((text) => ({ matchExpressions: text.split(' ').map((key) => ({ key, operator: 'Exists' })) }))
const say = (list: readonly NodeSelectorTerm[]) =>
  list.map((term) => (term.matchExpressions ?? []).map(({ key }) => key).join(' '))

for (const [what, existing, added, result] of [
  ['none so far', [], ['a'], ['a']],
  ['none added', ['a'], [], ['a']],
  ['one and one is one that demands both', ['a'], ['b'], ['a b']],
  ['alternatives: each with each', ['a', 'b'], ['c', 'd'], ['a c', 'a d', 'b c', 'b d']],
  ['what is demanded already', ['a b'], ['b'], ['a b']],
  ['one of the alternatives is demanded already', ['a b', 'c'], ['b', 'd'], ['a b', 'c b', 'c d']],
] as const)
  it(what, () => {
    const once = bothRequired(terms(...existing), terms(...added))
    assert.deepEqual(say(once), result)
    assert.deepEqual(bothRequired(once, terms(...added)), once, 'twice is once')
  })

it('a term without expressions matches no node, and goes on doing so', () =>
  assert.deepEqual(bothRequired([{}], terms('a', 'b')), [{}]))

it('fields of nodes too', () => {
  const field = { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n1'] }] }
  const [both, ...more] = bothRequired(terms('a'), [field])
  assert.deepEqual([both, more], [{ ...terms('a')[0], ...field }, []])
  assert.deepEqual(bothRequired(both ? [both] : [], [field]), [both])
})

it('what is preferred adds up, each once, whatever the order of its keys', () => {
  const [preference = {}, other = {}] = terms('a', 'b')
  const existing = [{ weight: 1, preference }]
  assert.deepEqual(
    bothPreferred(existing, [
      { preference, weight: 1 },
      { weight: 2, preference: other },
    ]),
    [...existing, { weight: 2, preference: other }],
  )
})
