import assert from 'node:assert/strict'
import { it } from 'node:test'
import { createLedger } from '../../../src/domain/cluster/occupancy.ts'
import { config } from '../../support/config.ts'
import { kindsOf, type PodSpec, pod } from '../../support/pod.ts'

it('guests are counted by namespace while they are there, and are no users', () => {
  const { view, applied, deleted } = createLedger('jhub')
  const of = (user: string, namespace: string, phase: PodSpec['phase'] = 'Running') =>
    pod({ user, namespace, on: 'n1', phase, uid: `${namespace}/${user}` }, kindsOf(config(), 'jhub'))
  for (const one of [of('ada', 'jhub'), of('bob', 'b'), of('cy', 'b'), of('dan', 'c')]) applied(one)
  assert.deepEqual(Object.fromEntries(view.guests), { b: 2, c: 1 })
  assert.equal(view.users.size, 1)
  assert.equal(view.occupancy.get('n1')?.keepers, 4, 'they take room as anything does')
  applied(of('bob', 'b', 'Succeeded'), of('bob', 'b'))
  deleted(of('dan', 'c'))
  assert.deepEqual(Object.fromEntries(view.guests), { b: 1 })
})
