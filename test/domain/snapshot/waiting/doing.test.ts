import assert from 'node:assert/strict'
import { it } from 'node:test'
import { hold, raiseMaximum, raiseQuota, unpause, watchNodes } from '../../../../src/domain/snapshot/waiting/doing.ts'

const PLACE = { namespace: 'hub', identity: 'warmseats-0' }

it('is a command as it can be pasted', () => {
  assert.equal(hold('user', 120, PLACE, '').copy, 'warmseats hold user --students 120 --for 2h -n hub')
  assert.equal(unpause('user', PLACE).copy, 'kubectl -n hub annotate deployment user-placeholder warmseats.io/pause-')
  assert.equal(watchNodes({ a: 'b', c: 'd' }).copy, 'kubectl get nodes -w -l a=b,c=d')
  assert.equal(raiseQuota('hub').copy, 'kubectl -n hub edit resourcequotas')
  assert.equal(raiseQuota('hub', 'compute').copy, 'kubectl -n hub edit resourcequota compute')
})

it('is where the maximum is of who boots nodes', () => {
  assert.match(raiseMaximum('cluster-autoscaler').copy, /cluster-autoscaler-status/)
  assert.equal(raiseMaximum('karpenter').copy, 'kubectl edit nodepools')
})
