import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { NO_OCCUPANCY, withPod } from '../../../src/domain/cluster/sums.ts'
import { pod } from '../../support/pod.ts'
import { at } from '../../support/time.ts'

const GI = 2 ** 30
const user = (name: string, created: string) => pod({ user: name, on: 'n1', memory: '2Gi', created: at(created) })

describe('what is taken on a node, with one pod more or less', () => {
  const ada = user('ada', '08:00')
  const one = withPod(NO_OCCUPANCY, ada, 1, false)
  it('is another object: what was read before stays what it was', () => {
    const two = withPod(one, user('bob', '08:10'), 1, false)
    assert.deepEqual([NO_OCCUPANCY.users, one.users, two.users], [0, 1, 2])
    assert.deepEqual([one.requests, two.requests], [{ memory: 2 * GI }, { memory: 4 * GI }])
  })
  it('is as if the pod had never been there, once it is gone', () =>
    assert.deepEqual(withPod(one, ada, -1, false), NO_OCCUPANCY))
  it('has the users with the latest first, whoever was seen first', () => {
    const all = [user('eve', '09:00'), user('bob', '08:10')].reduce((on, next) => withPod(on, next, 1, false), one)
    assert.deepEqual(
      all.userPods.map(({ name }) => name),
      ['jupyter-eve', 'jupyter-bob', 'jupyter-ada'],
    )
  })
  it('shares with what was there before what the pod does not touch', () =>
    assert.equal(withPod(one, pod({ placeholder: 'user', on: 'n1' }), 1, true).userPods, one.userPods))
})
