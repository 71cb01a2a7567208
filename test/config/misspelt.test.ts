import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { misspelt } from '../../src/config/misspelt.ts'
import { fc } from '../support/properties.ts'

const isMisspelt = (text: string, key: string) => new RegExp(misspelt(key)).test(text)

describe('a misspelt key', () => {
  for (const text of [
    'nodepools',
    'node-pools',
    'node_pools',
    'NodePools',
    'nodePool',
    'nodePolls',
    'nodePoosl',
    'nodePoolss',
  ])
    it(text, () => assert.ok(isMisspelt(text, 'nodePools')))
  for (const text of ['nodePools', 'pools', 'nodes', '', 'defaultPool'])
    it(`not ${text}`, () => assert.ok(!isMisspelt(text, 'nodePools')))

  it('is none that is known as well', () => {
    const isSeat = (text: string) => new RegExp(misspelt('seat', ['seats'])).test(text)
    assert.ok(!isSeat('seats'))
    for (const text of ['set', 'saet', 'seet', 'seaat', 'SEAT']) assert.ok(isSeat(text), text)
  })

  const keys = fc.stringMatching(/^[a-c]{1,8}$/)
  it('is never the key itself', () => {
    fc.assert(fc.property(keys, (key) => assert.ok(!isMisspelt(key, key))))
  })
  it('is every one that one edit makes', () => {
    const edits = fc.record({ key: keys, at: fc.nat(7), letter: fc.constantFrom('a', 'b', 'x') })
    fc.assert(
      fc.property(edits, ({ key, at, letter }) => {
        const [before, after] = [key.slice(0, at), key.slice(at)]
        for (const text of [before + letter + after, before + after.slice(1), before + letter + after.slice(1)]) {
          assert.equal(isMisspelt(text, key), text !== key, text)
          assert.ok(!new RegExp(misspelt(key, [text])).test(text), text)
        }
      }),
    )
  })
})
