import assert from 'node:assert/strict'
import { it } from 'node:test'
import { type Change, createStore } from '../../../src/simulation/cluster/store.ts'

interface Thing {
  readonly size: number
}

function things() {
  let version = 0
  const store = createStore<Thing>(
    'thing',
    () => ++version,
    () => 42,
  )
  const told: Change<Thing>[] = []
  store.changes$.subscribe((change) => told.push(change))
  return { store, told }
}

it('an object gets a uid, a version and a time, and each change a new version', () => {
  const { store } = things()
  const made = store.create('a', { size: 1 })
  assert.deepEqual(made, { name: 'a', uid: 'thing-1', version: 1, createdMs: 42, size: 1 })
  assert.deepEqual(store.update('a', { size: 2 }), { ...made, version: 2, size: 2 })
  assert.equal(made.size, 1, 'what was given out does not change')
})

it('a namesake is another object', () => {
  const { store } = things()
  const first = store.create('a', { size: 1 })
  store.remove('a')
  assert.notEqual(store.create('a', { size: 1 }).uid, first.uid)
})

it('each change is told, with what was there before', () => {
  const { store, told } = things()
  store.create('a', { size: 1 })
  store.update('a', { size: 2 })
  store.remove('a')
  store.remove('a')
  assert.deepEqual(
    told.map((change) => [change.type, change.object.size, change.type === 'applied' && change.previous?.size]),
    [
      ['applied', 1, undefined],
      ['applied', 2, 1],
      ['deleted', 2, false],
    ],
  )
})

it('a taken name and a missing object are errors', () => {
  const { store } = things()
  store.create('a', { size: 1 })
  assert.throws(() => store.create('a', { size: 1 }), /thing a is there already/)
  assert.throws(() => store.update('b', { size: 1 }), /there is no thing b/)
})
