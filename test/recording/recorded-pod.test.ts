import assert from 'node:assert/strict'
import { it } from 'node:test'
import { USER_DUMMY_LABEL } from '../../src/domain/cluster/pod-kinds.ts'
import { recordedPod } from '../../src/recording/recorded-pod.ts'
import { kindsOf, rawPod } from '../support/pod.ts'
import { at, iso } from '../support/time.ts'
import { CONFIG, seenPod } from './support.ts'

it("users' servers and DaemonSets' pods are seen; placeholders, user-dummies and others are not", () => {
  assert.equal(seenPod({ user: 'ada', on: 'n1' })?.pod.kind, 'user')
  assert.equal(seenPod({ daemon: 'puller', on: 'n1' })?.pod.kind, 'daemon')
  assert.equal(seenPod({ placeholder: 'user', on: 'n1' }), undefined)
  assert.equal(seenPod({ name: 'dummy', labels: { [USER_DUMMY_LABEL]: 'user' } }), undefined)
  assert.equal(seenPod({ name: 'prometheus', on: 'n1' }), undefined)
})

it('it ends when its last container finished, or else by its deletion', () => {
  const raw = rawPod({ user: 'ada', on: 'n1', phase: 'Failed' })
  const finished = (time: string) => ({ state: { terminated: { finishedAt: iso(at(time)) } } })
  const status = { ...raw.status, containerStatuses: [finished('09:40'), finished('09:50')] }
  assert.equal(recordedPod({ ...raw, status }, kindsOf(CONFIG))?.endedMs, at('09:50'))
  assert.equal(seenPod({ user: 'ada', on: 'n1', deleting: true })?.endedMs, at('08:59'))
  assert.equal(seenPod({ user: 'ada', on: 'n1' })?.endedMs, undefined)
})
