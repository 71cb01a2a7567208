import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isBound, isPending, isWorkload, podFrom, type RawPod } from '../../../src/domain/cluster/pod.ts'
import { type PodKind, USER_DUMMY_LABEL } from '../../../src/domain/cluster/pod-kinds.ts'
import { config, userPool } from '../../support/config.ts'
import { viewOf } from '../../support/observed.ts'
import { kindsOf, pod, podOf, podSeen, rawPod } from '../../support/pod.ts'
import { at } from '../../support/time.ts'

describe('what is read of a pod', () => {
  it('nothing that is there but null stops the rest', () => {
    const metadata = { name: 'a', labels: null, annotations: null, ownerReferences: null, deletionTimestamp: null }
    const empty = { containers: null, initContainers: null, overhead: null, affinity: null, nodeSelector: null }
    const unsaid = { conditions: null, containerStatuses: null, initContainerStatuses: null, phase: null }
    for (const raw of [
      { metadata, spec: null, status: null },
      { metadata, spec: empty, status: unsaid },
      {
        metadata: { ...metadata, labels: rawPod({ placeholder: 'user' }).metadata?.labels },
        spec: empty,
        status: unsaid,
      },
    ]) {
      const { name, requests, deleting, requirement } = podSeen(raw) ?? assert.fail()
      assert.deepEqual([name, requests, deleting, requirement], ['a', {}, false, { nodeSelector: {} }])
    }
    assert.equal(podSeen({ metadata: null }), undefined)
  })
  it('its priority, and whether it never takes the place of another', () => {
    const read = ({ priority, neverPreempts }: ReturnType<typeof pod>) => [priority, neverPreempts]
    assert.deepEqual(read(pod({ user: 'ada' })), [undefined, undefined])
    assert.deepEqual(read(pod({ user: 'ada', priority: 0, preemptionPolicy: 'PreemptLowerPriority' })), [0, undefined])
    assert.deepEqual(read(pod({ placeholder: 'user', priority: -10, preemptionPolicy: 'Never' })), [-10, true])
  })
  it('of a user why its image cannot be had', () => {
    const read = (waitsFor: string, kind: object = { user: 'ada' }) =>
      pod({ ...kind, on: 'n1', phase: 'Pending', waitsFor }).imageTrouble?.reason
    assert.equal(read('ImagePullBackOff'), 'ImagePullBackOff')
    assert.equal(read('ContainerCreating'), undefined)
    assert.equal(read('ErrImagePull', { placeholder: 'user' }), undefined)
  })
  it('one in phase Unknown keeps no node, but is bound there, and takes its room', () => {
    const [unknown, running] = [pod({ user: 'ada', on: 'n1', phase: 'Unknown' }), pod({ user: 'ada', on: 'n1' })]
    assert.deepEqual([isWorkload(unknown), isWorkload(running)], [false, true])
    assert.deepEqual([isBound(unknown), unknown.terminal, unknown.kind], [true, false, 'user'])
    const occupancy = (one: typeof unknown) => viewOf([one]).occupancy.get('n1')
    const { requests, pods, users, keepers } = occupancy(running) ?? {}
    assert.deepEqual(
      [occupancy(unknown)?.requests, occupancy(unknown)?.pods, occupancy(unknown)?.users, occupancy(unknown)?.keepers],
      [requests, pods, users, keepers],
    )
  })
})

describe('the kind of a pod', () => {
  const labelled = (spec: object): RawPod => ({ metadata: { name: 'x', namespace: 'hub', ...spec } })
  const user = { component: 'singleuser-server' }
  const table: [string, RawPod, PodKind][] = [
    ['a user server', rawPod({ user: 'ada' }), 'user'],
    ['a user server without an owner', labelled({ labels: user }), 'user'],
    ['a placeholder', rawPod({ placeholder: 'user' }), 'placeholder'],
    [
      "the predecessor's placeholder",
      labelled({ labels: { app: 'node-placeholder-scaler', component: 'placeholder' } }),
      'placeholder',
    ],
    ["zero-to-jupyterhub's own placeholder", labelled({ labels: { component: 'user-placeholder' } }), 'other'],
    ['half of the placeholder labels', labelled({ labels: { component: 'placeholder' } }), 'other'],
    ['a DaemonSet pod', rawPod({ daemon: 'fluentbit' }), 'daemon'],
    [
      'a DaemonSet pod with user labels',
      labelled({ labels: user, ownerReferences: [{ kind: 'DaemonSet', controller: true }] }),
      'daemon',
    ],
    ['a mirror pod, by its owner', labelled({ ownerReferences: [{ kind: 'Node', controller: true }] }), 'mirror'],
    ['a mirror pod, by its annotation', labelled({ annotations: { 'kubernetes.io/config.mirror': 'abc' } }), 'mirror'],
    ['a Job pod', labelled({ ownerReferences: [{ kind: 'Job', controller: true }] }), 'other'],
    [
      'a pod whose DaemonSet owner is not its controller',
      labelled({ ownerReferences: [{ kind: 'DaemonSet' }, { kind: 'Job', controller: true }] }),
      'other',
    ],
    ['a bare pod', labelled({}), 'other'],
    ['a user-dummy', labelled({ labels: { [USER_DUMMY_LABEL]: 'user' } }), 'user'],
    [
      "a user-dummy of the chart's Deployment",
      labelled({
        labels: { [USER_DUMMY_LABEL]: 'user' },
        ownerReferences: [{ kind: 'ReplicaSet', controller: true }],
      }),
      'user',
    ],
  ]
  for (const [name, raw, kind] of table) it(`${name}: ${kind}`, () => assert.equal(podOf(raw).kind, kind))

  it('follows userPods.labelSelector and placeholderPodLabelSelector', () => {
    const kinds = kindsOf(config({ userPods: { labelSelector: 'team' }, placeholderPodLabelSelector: 'seat=warm' }))
    assert.equal(pod({ labels: { team: 'a' } }, kinds).kind, 'user')
    assert.equal(pod({ labels: { seat: 'warm' } }, kinds).kind, 'placeholder')
    assert.equal(pod({ user: 'ada' }, kinds).kind, 'other')
  })
})

describe('bound and Pending', () => {
  const table: [string, Parameters<typeof pod>[0], boolean, boolean][] = [
    ['waiting', { user: 'ada' }, false, true],
    ['on a node, not running yet', { user: 'ada', on: 'n1', phase: 'Pending' }, true, false],
    ['running', { user: 'ada', on: 'n1' }, true, false],
    ['on a node, being deleted', { user: 'ada', on: 'n1', deleting: true }, false, false],
    ['waiting, being deleted', { user: 'ada', deleting: true }, false, false],
    ['succeeded', { user: 'ada', on: 'n1', phase: 'Succeeded' }, false, false],
    ['failed', { user: 'ada', on: 'n1', phase: 'Failed' }, false, false],
    ['failed before it got a node', { user: 'ada', phase: 'Failed' }, false, false],
    ['unknown', { user: 'ada', on: 'n1', phase: 'Unknown' }, true, false],
  ]
  for (const [name, spec, bound, pending] of table)
    it(`${name}: ${bound ? 'bound' : pending ? 'Pending' : 'neither'}`, () =>
      assert.deepEqual([isBound(pod(spec)), isPending(pod(spec))], [bound, pending]))
})

describe('what is read of a pod', () => {
  it('when it was bound', () => {
    assert.equal(pod({ placeholder: 'user', on: 'n1', boundAt: at('08:51') }).boundMs, at('08:51'))
    assert.equal(pod({ placeholder: 'user' }).boundMs, undefined)
  })
  it('since when no node fits', () => {
    const waiting = pod({ placeholder: 'user', unschedulableSince: at('08:51') })
    assert.equal(waiting.unschedulableMs, at('08:51'))
    assert.equal(waiting.boundMs, undefined)
  })
  it('not the wait for something else, such as a scheduling gate', () => {
    const gated = rawPod({ placeholder: 'user' })
    const conditions = [
      { type: 'PodScheduled', status: 'False', reason: 'SchedulingGated', lastTransitionTime: '2026-03-24T08:00:00Z' },
    ]
    assert.equal(podOf({ ...gated, status: { ...gated.status, conditions } }).unschedulableMs, undefined)
  })
  it('where it may go, as long as it waits', () => {
    const terms = [{ matchExpressions: [{ key: 'zone', operator: 'In', values: ['a'] }] }]
    const spec = { user: 'ada', nodeSelector: { a: 'b' }, terms }
    assert.deepEqual(pod(spec).requirement, { nodeSelector: { a: 'b' }, terms })
    assert.equal(pod({ ...spec, on: 'n1' }).requirement, undefined)
  })
  it('the pool that our label names', () => {
    assert.equal(pod({ placeholder: 'gpu' }).poolLabel, 'gpu')
    assert.equal(pod({ user: 'ada' }).poolLabel, undefined)
  })
  it('what it asks for while a sidecar is resized in place', () => {
    const raw: RawPod = {
      metadata: { name: 'x' },
      spec: {
        initContainers: [{ name: 's', restartPolicy: 'Always', resources: { requests: { cpu: '1' } } }],
        containers: [{ name: 'main', resources: { requests: { cpu: '1' } } }],
      },
      status: { phase: 'Running', containerStatuses: [{ name: 'main', allocatedResources: { cpu: '2' } }] },
    }
    assert.equal(podOf(raw).requests.cpu, 3000)
    const initContainerStatuses = [{ name: 's', allocatedResources: { cpu: '3' } }]
    assert.equal(podOf({ ...raw, status: { initContainerStatuses } }).requests.cpu, 4000)
  })
  it('an image puller: while its init containers pull it does not run', () => {
    const pulling: RawPod = {
      metadata: {
        name: 'x',
        labels: { app: 'jupyterhub', component: 'continuous-image-puller', release: 'hub' },
        ownerReferences: [{ kind: 'DaemonSet', controller: true }],
      },
      spec: { nodeName: 'n1' },
      status: {
        phase: 'Pending',
        initContainerStatuses: [
          { name: 'image-pull-singleuser', restartCount: 0, state: { running: { startedAt: '2026-03-24T08:05:00Z' } } },
        ],
        containerStatuses: [{ name: 'pause', restartCount: 0, state: {} }],
      },
    }
    const pauses = [{ name: 'pause', restartCount: 0, state: { running: { startedAt: '2026-03-24T08:07:00Z' } } }]
    const pulled = { ...pulling, status: { phase: 'Running', containerStatuses: pauses } }
    const seen = [podOf(pulling), podOf(pulled)].map((one) => [one.kind, one.isImagePuller, one.runningMs])
    assert.deepEqual(seen, [
      ['daemon', true, undefined],
      ['daemon', true, at('2026-03-24T08:07:00Z')],
    ])
    assert.equal(pod({ daemon: 'fluentbit', on: 'n1', runningAt: at('08:07') }).runningMs, undefined)
  })
  it('who places a user, where that is not Kubernetes’ own scheduler', () => {
    assert.equal(pod({ user: 'ada', schedulerName: 'hub-user-scheduler' }).scheduler, 'hub-user-scheduler')
    assert.equal(pod({ user: 'ada', schedulerName: 'default-scheduler' }).scheduler, undefined)
    assert.equal(pod({ user: 'ada' }).scheduler, undefined)
    assert.equal(pod({ placeholder: 'user', schedulerName: 'hub-user-scheduler' }).scheduler, undefined)
  })
  it('nothing of an object without a name', () => {
    assert.equal(podFrom({}, kindsOf(userPool())), undefined)
    assert.equal(podFrom({ metadata: { labels: { a: 'b' } } }, kindsOf(userPool())), undefined)
  })
  it('something of an object with a name only', () => {
    const bare = podOf({ metadata: { name: 'x' } })
    assert.deepEqual([bare.namespace, bare.uid, bare.kind, bare.terminal], ['default', 'default/x', 'other', false])
  })
})
