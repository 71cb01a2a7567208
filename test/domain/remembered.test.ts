import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { keepingEach, keepingLast, oncePerObject } from '../../src/domain/remembered.ts'

/** Gives each answer a number, and so tells how often it was made. */
function counted<Of extends readonly unknown[]>(): (...of: Of) => string {
  let count = 0
  return (...of) => {
    count += 1
    return `${count}: ${JSON.stringify(of)}`
  }
}

describe('once per object', () => {
  it('an object has one answer, an equal one another', () => {
    const answer = oncePerObject(counted<[object]>())
    const [a, b] = [{ pool: 'user' }, { pool: 'user' }]
    assert.deepEqual(
      [a, b, a, b].map((one) => answer(one)),
      [1, 2, 1, 2].map((count) => `${count}: [{"pool":"user"}]`),
    )
  })

  it('an answer that is undefined is one too', () => {
    let count = 0
    const answer = oncePerObject((_: object) => {
      count += 1
      return undefined
    })
    const one = {}
    assert.deepEqual([answer(one), answer(one), count], [undefined, undefined, 1])
  })

  it('what could not be made is tried again', () => {
    let isBroken = true
    const answer = oncePerObject((_: object) => {
      if (isBroken) throw new Error('not yet')
      return 'made'
    })
    const one = {}
    assert.throws(() => answer(one), /not yet/)
    isBroken = false
    assert.equal(answer(one), 'made')
  })
})

describe('keeping the last', () => {
  it('the same arguments have the last answer, others take its place', () => {
    const answer = keepingLast(counted<readonly [string, number]>())
    const asked: readonly (readonly [string, number])[] = [
      ['a', 1],
      ['a', 1],
      ['a', 2],
      ['a', 1],
      ['a', Number.NaN],
      ['a', Number.NaN],
    ]
    assert.deepEqual(
      asked.map((of) => answer(...of)),
      ['1: ["a",1]', '1: ["a",1]', '2: ["a",2]', '3: ["a",1]', '4: ["a",null]', '4: ["a",null]'],
    )
  })

  it('an equal object is another one, unless it is said what is the same', () => {
    const [a, b] = [{ pool: 'user' }, { pool: 'user' }]
    const strict = keepingLast(counted<[object]>())
    assert.deepEqual([strict(a), strict(b)], ['1: [{"pool":"user"}]', '2: [{"pool":"user"}]'])
    const lax = keepingLast(counted<[{ readonly pool: string }]>(), ([one], [other]) => one.pool === other.pool)
    assert.deepEqual([lax(a), lax(b)], ['1: [{"pool":"user"}]', '1: [{"pool":"user"}]'])
  })

  it('where the next cannot be made the last stays', () => {
    const answer = keepingLast((count: number) => {
      if (count < 0) throw new Error('below zero')
      return { count }
    })
    const last = answer(1)
    assert.throws(() => answer(-1), /below zero/)
    assert.equal(answer(1), last)
  })

  it('of each object the last, both together', () => {
    const answer = oncePerObject((pool: { readonly name: string }) =>
      keepingLast((size: number) => ({ pool: pool.name, size })),
    )
    const [user, gpu] = [{ name: 'user' }, { name: 'gpu' }]
    const first = answer(user)(1)
    assert.deepEqual(answer(gpu)(2), { pool: 'gpu', size: 2 })
    assert.equal(answer(user)(1), first)
    assert.notEqual(answer(user)(2), first)
  })
})

describe('an answer for each of a list', () => {
  const made: string[] = []
  const answers = keepingEach(({ name }: { readonly name: string }) => {
    made.push(name)
    return name.length
  })
  const [ada, bob, eve] = [{ name: 'ada' }, { name: 'bobby' }, { name: 'eve' }]
  const first = answers([ada, bob])
  it('is made again only of those that are others', () => {
    assert.deepEqual(
      [first, made.splice(0)],
      [
        [3, 5],
        ['ada', 'bobby'],
      ],
    )
    assert.deepEqual([answers([eve, bob]), made.splice(0)], [[3, 5], ['eve']])
  })
  it('is the same list again while all answers are the same', () => {
    assert.equal(answers([ada, bob]), first)
    assert.deepEqual(answers([ada, eve]), [3, 3])
  })
  it('has as many as there are now', () => {
    made.length = 0
    assert.deepEqual([answers([ada]), answers([]), answers([ada, bob])], [[3], [], [3, 5]])
  })
})
