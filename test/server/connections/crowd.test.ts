import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Connected, type CrowdLimits, crowd, type GivesWay } from '../../../src/server/connections/crowd.ts'
import { fc, RUNS } from '../../support/properties.ts'

const one = (address: string): Connected => ({ address, close: () => undefined })

describe('a crowd', () => {
  it('has room for as many as it may have', () => {
    const all = crowd({ most: 2, mostOfOne: 2 })
    assert.deepEqual([all.enter(one('a')), all.enter(one('a'))], [undefined, undefined])
    assert.equal(all.size, 2)
  })
  it('lets the oldest of an address go that has too many', () => {
    const all = crowd({ most: 9, mostOfOne: 1 })
    const [oldest, other] = [one('a'), one('b')]
    all.enter(oldest)
    all.enter(other)
    assert.deepEqual(all.enter(one('a')), { who: oldest, because: 'address' })
  })
  it('lets the oldest of the address with the most go for who comes from elsewhere', () => {
    const all = crowd({ most: 3, mostOfOne: 3 })
    const few = one('few')
    const many = [one('many'), one('many')]
    for (const each of [few, ...many]) all.enter(each)
    assert.deepEqual(all.enter(one('new')), { who: many[0], because: 'all' })
  })
  it('who comes again is the newest, and counts once', () => {
    const all = crowd({ most: 2, mostOfOne: 2 })
    const [first, second] = [one('a'), one('a')]
    for (const each of [first, second, first]) all.enter(each)
    assert.equal(all.size, 2)
    assert.equal(all.enter(one('a'))?.who, second)
  })
  it('who leaves makes room; who was never there does not', () => {
    const all = crowd({ most: 1, mostOfOne: 1 })
    const first = one('a')
    all.enter(first)
    all.leave(one('a'))
    assert.equal(all.size, 1)
    all.leave(first)
    assert.equal(all.enter(one('a')), undefined)
  })

  it('never lets one go whose address has fewer than others, and always its oldest', () => {
    const comes = fc.array(fc.record({ address: fc.constantFrom(...ADDRESSES), leaves: fc.boolean() }))
    const limits = fc.record({ most: fc.integer({ min: 2, max: 6 }), mostOfOne: fc.integer({ min: 2, max: 4 }) })
    fc.assert(
      fc.property(comes, limits, (all, limit) => {
        const ours = crowd(limit)
        const there: Connected[] = []
        for (const { address, leaves } of all) {
          const next = one(address)
          there.push(next)
          const gone = ours.enter(next)
          if (gone) {
            isRight(gone, there, limit)
            ours.leave(gone.who)
            there.splice(there.indexOf(gone.who), 1)
          }
          const first = leaves ? there.shift() : undefined
          if (first) ours.leave(first)
          assert.equal(ours.size, there.length)
          assert.ok(ours.size <= limit.most)
        }
      }),
      RUNS,
    )
  })
})

const ADDRESSES = ['a', 'b', 'c', 'd']

function isRight({ who, because }: GivesWay, there: readonly Connected[], { mostOfOne }: CrowdLimits): void {
  const countOf = (address: string) => there.filter((each) => each.address === address).length
  if (because === 'all') assert.equal(countOf(who.address), Math.max(...ADDRESSES.map(countOf)))
  else assert.ok(countOf(who.address) > mostOfOne)
  assert.equal(
    who,
    there.find((each) => each.address === who.address),
  )
}
