import assert from 'node:assert/strict'
import { it } from 'node:test'
import { firstValueFrom } from 'rxjs'
import type { Action } from '../../../src/domain/act/action.ts'
import type { Effect } from '../../../src/domain/act/effect.ts'
import { simulatedPerform } from '../../../src/simulation/product/perform.ts'
import { apply } from '../../support/action.ts'
import { placeholderPod, world } from '../support.ts'

const applied = (to: number, resourceVersion?: string) =>
  apply({ to, ...(resourceVersion === undefined ? {} : { resourceVersion }) })

/** Acts, and lets the time pass that a request takes. */
function acting() {
  const { cluster, clock, pass } = world()
  const perform = simulatedPerform(cluster, clock)
  const act = async (action: Action): Promise<Effect['at']> => {
    const effect = firstValueFrom(perform(action))
    await pass(100)
    return (await effect).at
  }
  const replicas = () => cluster.deployments.get('user-placeholder')?.spec.replicas
  return { cluster, act, replicas }
}

it('an apply makes the Deployment or changes it, and keeps what it is', async () => {
  const { cluster, act, replicas } = acting()
  assert.equal(await act(applied(2)), 'done')
  const made = cluster.deployments.get('user-placeholder')
  assert.equal(await act(applied(3, String(made?.version))), 'done')
  assert.equal(replicas(), 3)
  assert.equal(cluster.deployments.get('user-placeholder')?.uid, made?.uid)
})

it('an apply of a lower count annotates the pods that shall go first', async () => {
  const { cluster, act } = acting()
  const pods = ['first', 'other'].map((name) => cluster.pods.create(name, placeholderPod()))
  const [{ uid = '' } = {}] = pods
  const deletionCosts = [
    { name: 'first', namespace: 'hub', uid, cost: -1 },
    { name: 'other', namespace: 'hub', uid: 'a namesake of before', cost: -1 },
  ]
  assert.equal(await act({ ...applied(1), deletionCosts }), 'done')
  assert.deepEqual(
    cluster.pods.all().map(({ deletionCost }) => deletionCost),
    [-1, undefined],
  )
})

it('an apply on what was not seen is a conflict, and changes nothing', async () => {
  const { act, replicas } = acting()
  assert.equal(await act(applied(2, '99')), 'conflict')
  assert.equal(replicas(), undefined)
  await act(applied(2))
  assert.equal(await act(applied(3, '99')), 'conflict')
  assert.equal(replicas(), 2)
})

it('a Deployment is deleted only as it was seen', async () => {
  const { cluster, act, replicas } = acting()
  await act(applied(2))
  const { uid = '', version = 0 } = cluster.deployments.get('user-placeholder') ?? {}
  const removal = { type: 'delete deployment', pool: 'user', reason: 'removed', because: 'a test' } as const
  const named = { ...removal, name: 'user-placeholder', namespace: 'hub', uid }
  assert.equal(await act({ ...named, resourceVersion: '99' }), 'conflict')
  assert.equal(replicas(), 2)
  assert.equal(await act({ ...named, resourceVersion: String(version) }), 'done')
  assert.equal(replicas(), undefined)
  assert.equal(await act({ ...named, resourceVersion: String(version) }), 'done', 'gone is done')
})

it('a pod is deleted by its uid', async () => {
  const { cluster, act } = acting()
  const { uid } = cluster.pods.create('p', placeholderPod())
  const action = { type: 'delete pod', pool: 'user', name: 'p', namespace: 'hub', because: 'a test' } as const
  await act({ ...action, uid: 'another' })
  assert.equal(cluster.pods.get('p')?.uid, uid)
  await act({ ...action, uid })
  assert.equal(cluster.pods.get('p'), undefined)
})
