import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { nearest, sayCount, sayKibibytes, sayNames, sayNoPool, sayPlainly } from '../../src/domain/say.ts'

const many = Array.from({ length: 300 }, (_, n) => `pool-${n}`)

describe('a pool that there is not', () => {
  for (const [name, pools, says] of [
    ['usr', ['user', 'lab'], 'no pool `usr`; did you mean `user`?'],
    ['gpu', ['user', 'lab'], 'no pool `gpu`; the pools are `user`, `lab`'],
    ['user', [], 'no pool `user`; no pool is configured'],
  ] as const)
    it(`«${name}» beside ${pools.join(', ') || 'none'}`, () => assert.equal(sayNoPool(name, pools), says))

  it('beside very many, of which none is near, the first are said', () =>
    assert.match(sayNoPool('statistics', many), /the pools are `pool-0`, .*, `pool-19` and 280 more$/))

  it('whose name nobody can misspell so is likened to none', () => {
    const name = `${'u'.repeat(100)}ser`
    assert.equal(sayNoPool(name, [`${'u'.repeat(100)}sera`]).includes('did you mean'), false)
  })
})

describe('the nearest name', () => {
  for (const [name, meant] of [
    ['usr', 'user'],
    ['User', 'user'],
    ['labs', 'lab'],
    ['large-memory', undefined],
  ] as const)
    it(name, () => assert.equal(nearest(name, ['user', 'lab']), meant))

  it('of none is none', () => assert.equal(nearest('user', []), undefined))
})

for (const [what, text, said] of [
  ['a colour', '\x1b[31mred', ' [31mred'],
  ['the end of a line', 'a\r\nb', 'a  b'],
  ['a turn of direction', 'a\u202eb\u2069', 'a b '],
  ['a mark of direction', 'a\u200fb\u061cc', 'a b c'],
  ['a line that ends otherwise', 'a\u2028b\u0085c', 'a b c'],
  ['umlauts and emoji', 'Prüfung 😀', 'Prüfung 😀'],
] as const)
  it(`a text of somebody else's is text: ${what}`, () => assert.equal(sayPlainly(text), said))

it('names are said one by one up to twenty', () => {
  assert.equal(sayNames(['a', 'b']), 'a, b')
  assert.equal(sayNames(many.slice(0, 20)).split(', ').length, 20)
})

it('one is said otherwise than several', () =>
  assert.deepEqual(
    [0, 1, 2].map((count) => sayCount(count, 'node')),
    ['0 nodes', '1 node', '2 nodes'],
  ))

it('bytes are said as the kibibytes that hold them', () =>
  assert.deepEqual([0, 1, 1024, 1025, 704 * 1024].map(sayKibibytes), ['0 KiB', '1 KiB', '1 KiB', '2 KiB', '704 KiB']))
