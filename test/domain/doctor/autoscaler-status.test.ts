import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { autoscalerStatusFrom } from '../../../src/domain/doctor/autoscaler-status.ts'

const YAML = `time: 2026-03-24 08:59:50.546750398 +0000 UTC
autoscalerStatus: Running
clusterWide:
  health:
    status: Healthy
nodeGroups:
  - name: users
    health:
      status: Healthy
      cloudProviderTarget: 3
      minSize: 0
      maxSize: 10
    scaleUp:
      status: Backoff
      backoffInfo:
        errorCode: QUOTA_EXCEEDED
        errorMessage: no more CPUs
  - name: core
    health: {cloudProviderTarget: 1, maxSize: 3}
    scaleUp: {status: NoActivity}
`

const TEXT = `Cluster-autoscaler status at 2026-03-24 08:59:50.5 +0000 UTC:
Cluster-wide:
  Health:      Healthy (ready=4 unready=0 notStarted=0 registered=4)
               LastProbeTime:      2026-03-24 08:59:50 +0000 UTC
  ScaleUp:     NoActivity (ready=4 registered=4)

NodeGroups:
  Name:        https://www.googleapis.com/compute/v1/projects/p/zones/z/instanceGroups/users
  Health:      Healthy (ready=3 unready=0 registered=3 cloudProviderTarget=3 (minSize=0, maxSize=10))
  ScaleUp:     Backoff (ready=3 cloudProviderTarget=3)

  Name:        core
  Health:      Healthy (ready=1 cloudProviderTarget=1 (minSize=1, maxSize=3))
  ScaleUp:     NoActivity (ready=1 cloudProviderTarget=1)
`

describe("Cluster Autoscaler's status", () => {
  it('is YAML', () =>
    assert.deepEqual(autoscalerStatusFrom(YAML), {
      time: '2026-03-24 08:59:50.546750398 +0000 UTC',
      health: 'Running',
      groups: [
        { name: 'users', target: 3, max: 10, backoff: 'QUOTA_EXCEEDED: no more CPUs' },
        { name: 'core', target: 1, max: 3 },
      ],
    }))
  it('was a text before', () =>
    assert.deepEqual(autoscalerStatusFrom(TEXT), {
      time: '2026-03-24 08:59:50.5 +0000 UTC',
      health: 'Healthy',
      groups: [
        {
          name: 'https://www.googleapis.com/compute/v1/projects/p/zones/z/instanceGroups/users',
          target: 3,
          max: 10,
          backoff: 'Backoff',
        },
        { name: 'core', target: 1, max: 3 },
      ],
    }))
  it('says little at its start', () =>
    assert.deepEqual(autoscalerStatusFrom('autoscalerStatus: Initializing\ntime: 2026-03-24T08:59:50Z'), {
      time: '2026-03-24T08:59:50Z',
      health: 'Initializing',
      groups: [],
    }))
  for (const text of ['', 'hello', '[1, 2]', 'a: [', 'nodes: 3'])
    it(`is not ${JSON.stringify(text)}`, () => assert.equal(autoscalerStatusFrom(text), undefined))
})
