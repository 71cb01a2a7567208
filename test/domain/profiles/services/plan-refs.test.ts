import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { planRefs } from '../../../../src/domain/profiles/services/plan-refs.ts'
import {
  awaiting,
  newRef,
  type ServedPod,
  type ServiceRef,
  serviceRefFrom,
} from '../../../../src/domain/profiles/services/ref.ts'
import { at, MINUTE } from '../../../support/time.ts'

const NOW = at('09:00')

const ref = (spec: Partial<ServiceRef> = {}): ServiceRef => ({
  name: 'ref-ada',
  namespace: 'hub',
  uid: 'r',
  resourceVersion: '7',
  owners: [],
  awaits: 'second',
  sinceMs: NOW,
  ...spec,
})
const pod = (uid: string, spec: Partial<ServedPod> = {}): ServedPod => ({
  name: `jupyter-${uid}`,
  namespace: 'hub',
  uid,
  spawn: uid,
  ref: 'ref-ada',
  failures: '',
  ...spec,
})

const FIRST = pod('first')
const SECOND = pod('second')
const OLD = { sinceMs: NOW - 10 * MINUTE }

type Said = readonly (readonly ['own', ...string[]] | readonly ['sweep'])[]

const TABLE: readonly [what: string, refs: readonly ServiceRef[], pods: readonly ServedPod[], actions: Said][] = [
  ['the pod that it waits for owns it', [ref()], [SECOND], [['own', 'second']]],
  ['with the other servers of the user', [ref()], [FIRST, SECOND], [['own', 'first', 'second']]],
  ['while it waits, nobody else owns it', [ref()], [FIRST], []],
  ['nor is it swept', [ref({ sinceMs: NOW - 10 * MINUTE + 1 })], [], []],
  ['a pod that never came: swept', [ref(OLD)], [], [['sweep']]],
  ['a pod that never came, another server is there: that owns', [ref(OLD)], [FIRST], [['own', 'first']]],
  ['owned by all that are there: nothing to do', [ref({ owners: ['first', 'second'] })], [FIRST, SECOND], []],
  ['an owner that went is the garbage collector’s', [ref({ owners: ['first', 'second'] })], [SECOND], []],
  ['the last too, however long ago', [ref({ ...OLD, owners: ['second'] })], [], []],
  ['a pod of another namespace is another’s', [ref()], [pod('second', { namespace: 'lab' })], []],
  ['a pod of another user is another’s', [ref()], [pod('second', { ref: 'ref-ben' })], []],
]

describe('who owns services', () => {
  for (const [what, refs, pods, actions] of TABLE)
    it(what, () => {
      const said = planRefs(refs, pods, NOW).actions.map((action) =>
        action.type === 'own' ? ['own', ...action.pods.map(({ uid }) => uid)] : [action.type],
      )
      assert.deepEqual(said, actions)
    })

  it('is looked at again when the first of those that wait has waited long enough', () => {
    const refs = [
      ref(),
      ref({ name: 'ref-ben', sinceMs: NOW - 4 * MINUTE }),
      ref({ owners: ['first'], awaits: 'first' }),
    ]
    assert.equal(planRefs(refs, [FIRST], NOW).revisitAtMs, NOW + 6 * MINUTE)
    assert.equal(planRefs([], [], NOW).revisitAtMs, Number.POSITIVE_INFINITY)
  })

  it('a new owner waits for its spawn, and belongs to nobody', () => {
    const made = newRef('ada', 'hub', '1234', NOW)
    assert.deepEqual(serviceRefFrom({ metadata: { ...made.metadata, uid: 'r', resourceVersion: '7' } }), {
      ...ref({ name: 'singleuser-service-ref-ada', awaits: '1234' }),
    })
    assert.deepEqual(awaiting('1234', NOW).ownerReferences, [])
  })
})
