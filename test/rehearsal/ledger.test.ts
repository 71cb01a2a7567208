import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { USER_DUMMY_LABEL } from '../../src/domain/cluster/pod-kinds.ts'
import { type Ledger, ledger } from '../../src/rehearsal/ledger.ts'
import { nameOfDummy, REHEARSAL_LABEL } from '../../src/rehearsal/objects.ts'
import { type WatchedPod, watchedPod } from '../../src/rehearsal/watched-pod.ts'
import { config } from '../support/config.ts'
import { node } from '../support/node.ts'
import { type PodSpec, rawPod } from '../support/pod.ts'
import { plan } from './support.ts'

const CONFIG = config({ nodePools: { user: {}, lab: {} } })
const PLAN = plan()

/** What a rehearsal sees of a pod, with further conditions. */
function seen(spec: PodSpec, conditions: readonly object[] = []): WatchedPod {
  const raw = rawPod(spec)
  const status = { ...raw.status, conditions: [...(raw.status?.conditions ?? []), ...conditions] }
  const watched = watchedPod({ ...raw, status }, CONFIG, PLAN.run)
  assert.ok(watched)
  return watched
}
const labels = { [USER_DUMMY_LABEL]: 'user', [REHEARSAL_LABEL]: PLAN.run }
const dummy = (number: number, spec: PodSpec = {}) => seen({ name: nameOfDummy(PLAN, number), labels, ...spec })
const preempted = { type: 'DisruptionTarget', status: 'True', reason: 'PreemptionByScheduler' }

let nowMs = 0
let book: Ledger

beforeEach(() => {
  nowMs = 0
  book = ledger(PLAN, CONFIG, () => nowMs)
  book.nodes.applied(node({ name: 'n1' }), undefined)
  book.nodes.applied(node({ name: 'l1', pool: 'lab' }), undefined)
})

describe('who is there already', () => {
  it('users on nodes of the pool, those who can only land there, and dummies of others', () => {
    const selector = { 'hub.jupyter.org/pool-name': 'user-pool' }
    for (const one of [
      seen({ user: 'ada', on: 'n1' }),
      seen({ user: 'grace', nodeSelector: selector }),
      seen({ name: 'other', on: 'n1', labels: { [USER_DUMMY_LABEL]: 'user' } }),
      seen({ user: 'alan', on: 'l1' }),
      seen({ user: 'kurt', on: 'n1', phase: 'Succeeded' }),
    ])
      book.pods.applied(one, undefined)
    assert.deepEqual(book.present(), { users: 2, dummies: 1 })
  })
  it('nobody who has left, and no placeholder', () => {
    const ada = seen({ user: 'ada', on: 'n1' })
    book.pods.applied(ada, undefined)
    book.pods.deleted(ada)
    book.pods.applied(seen({ placeholder: 'user', on: 'n1' }), undefined)
    assert.deepEqual(book.present(), { users: 0, dummies: 0 })
  })
})

describe('the way of a dummy to its seat', () => {
  it('from its arrival to the first time that it is seen to run', () => {
    book.begin()
    nowMs = 1000
    book.arrived(1)
    const waiting = dummy(1)
    book.pods.applied(waiting, undefined)
    nowMs = 3500
    const running = dummy(1, { on: 'n1' })
    book.pods.applied(running, waiting)
    nowMs = 9000
    book.pods.applied(running, running)
    assert.deepEqual(book.story().visits, [{ arrivedMs: 1000, seatedMs: 3500 }])
  })
  it('who is refused or loses their pod waits no longer; who had a seat had it', () => {
    book.begin()
    for (const number of [1, 2, 3]) book.arrived(number)
    assert.equal(book.isSettled(), false)
    book.refused(1, 'quota')
    const lost = dummy(2)
    book.pods.applied(lost, undefined)
    book.pods.deleted(lost)
    const seated = dummy(3, { on: 'n1' })
    book.pods.applied(seated, undefined)
    assert.equal(book.isSettled(), true)
    assert.equal(book.left(), 1)
    book.pods.deleted(seated)
    assert.equal(book.left(), 0)
    assert.deepEqual(book.story().visits, [
      { arrivedMs: 0, refused: 'quota' },
      { arrivedMs: 0, isLost: true },
      { arrivedMs: 0, seatedMs: 0 },
    ])
  })
  it('is not settled before all have come', () => {
    book.begin()
    book.arrived(1)
    book.pods.applied(dummy(1, { on: 'n1' }), undefined)
    assert.equal(book.isSettled(), false)
  })
})

describe('what the cluster did meanwhile', () => {
  it('nodes of the pool that came, and when they were ready', () => {
    book.begin()
    nowMs = 5000
    const booting = node({ name: 'n2', notReadySince: 0 })
    book.nodes.applied(booting, undefined)
    book.nodes.applied(node({ name: 'l2', pool: 'lab' }), undefined)
    nowMs = 8000
    book.nodes.applied(node({ name: 'n2' }), booting)
    nowMs = 9000
    book.nodes.applied(node({ name: 'n1', cordoned: true }), node({ name: 'n1' }))
    assert.deepEqual(book.story().boots, [{ node: 'n2', registeredMs: 5000, readyMs: 8000 }])
  })
  it('placeholders of the pool that gave way, each once; not those that were withdrawn', () => {
    const evicted = seen({ placeholder: 'user', on: 'n1' }, [preempted])
    book.pods.applied(evicted, undefined)
    book.pods.applied(evicted, evicted)
    book.pods.deleted(evicted)
    book.pods.applied(seen({ placeholder: 'lab', on: 'l1' }, [preempted]), undefined)
    const withdrawn = seen({ placeholder: 'user', on: 'n1' })
    book.pods.applied(withdrawn, undefined)
    book.pods.deleted(withdrawn)
    assert.equal(book.story().evicted, 1)
  })
})
