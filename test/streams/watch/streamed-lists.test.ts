import assert from 'node:assert/strict'
import { it } from 'node:test'
import { type ListsRead, streamedLists } from '../../../streams/watch/streamed-lists.ts'

function setUp() {
  const told: ListsRead[] = []
  return { told, lists: streamedLists((read) => told.push(read)) }
}

it('one is asked for as long as nothing is known, and nothing is told', () => {
  const { told, lists } = setUp()
  assert.equal(lists.areServed, true)
  assert.deepEqual(told, [])
})

it('that they are served is told once', () => {
  const { told, lists } = setUp()
  lists.served()
  lists.served()
  assert.equal(lists.areServed, true)
  assert.deepEqual(told, [{ as: 'streams' }])
})

it('that they are refused is told once, with the first reason', () => {
  const { told, lists } = setUp()
  lists.refused('not known')
  lists.refused('still not known')
  assert.equal(lists.areServed, false)
  assert.deepEqual(told, [{ as: 'pages', because: 'not known' }])
})

it('an older API server behind the same address is told', () => {
  const { told, lists } = setUp()
  lists.served()
  lists.refused('not known')
  assert.equal(lists.areServed, false)
  assert.deepEqual(told.at(-1), { as: 'pages', because: 'not known' })
})
