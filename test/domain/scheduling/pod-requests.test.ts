import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  podRequests,
  type RawContainerStatus,
  type RawPodSpecRequests,
} from '../../../src/domain/scheduling/pod-requests.ts'

const asks = (cpu: string, name = 'main') => ({ name, resources: { requests: { cpu } } })
const sidecar = (cpu: string, name = 'sidecar') => ({ ...asks(cpu, name), restartPolicy: 'Always' })

describe('what the scheduler counts for a pod', () => {
  const table: [string, RawPodSpecRequests, Record<string, number>][] = [
    ['nothing', {}, {}],
    ['containers that ask nothing', { containers: [{ name: 'a' }, { name: 'b', resources: {} }] }, {}],
    ['the sum of its containers', { containers: [asks('500m'), asks('0.25', 'b')] }, { cpu: 750 }],
    [
      'an init container below the sum',
      { initContainers: [asks('400m', 'i')], containers: [asks('500m')] },
      { cpu: 500 },
    ],
    [
      'an init container above the sum',
      { initContainers: [asks('2', 'i')], containers: [asks('500m')] },
      { cpu: 2000 },
    ],
    [
      'init containers one after another',
      { initContainers: [asks('1', 'i'), asks('2', 'j')], containers: [asks('500m')] },
      { cpu: 2000 },
    ],
    [
      'a sidecar beside its containers',
      { initContainers: [sidecar('300m')], containers: [asks('500m')] },
      { cpu: 800 },
    ],
    [
      'an init container before the sidecar, alone',
      { initContainers: [asks('1', 'i'), sidecar('300m')], containers: [asks('500m')] },
      { cpu: 1000 },
    ],
    [
      'an init container after the sidecar, beside it',
      { initContainers: [sidecar('300m'), asks('1', 'i')], containers: [asks('500m')] },
      { cpu: 1300 },
    ],
    [
      'an init container between two sidecars, beside the first',
      { initContainers: [sidecar('300m'), asks('1', 'i'), sidecar('400m', 't')], containers: [asks('500m')] },
      { cpu: 1300 },
    ],
    [
      'two sidecars beside its containers',
      { initContainers: [sidecar('300m'), sidecar('400m', 't')], containers: [asks('500m')] },
      { cpu: 1200 },
    ],
    [
      'another restart policy is no sidecar',
      { initContainers: [{ ...asks('300m', 'i'), restartPolicy: 'OnFailure' }], containers: [asks('500m')] },
      { cpu: 500 },
    ],
    [
      'the overhead of its runtime on top',
      { containers: [asks('500m')], overhead: { cpu: '250m', memory: '120Mi' } },
      { cpu: 750, memory: 120 * 2 ** 20 },
    ],
    [
      'overhead on top of a larger init container',
      { initContainers: [asks('2', 'i')], containers: [asks('500m')], overhead: { cpu: '250m' } },
      { cpu: 2250 },
    ],
    [
      'requests of the pod instead of the sum',
      { containers: [asks('500m')], resources: { requests: { cpu: '3' } } },
      { cpu: 3000 },
    ],
    [
      'requests of the pod below the sum',
      { containers: [asks('500m')], resources: { requests: { cpu: '200m' } } },
      { cpu: 200 },
    ],
    [
      'requests of the pod for one resource, the sum for another',
      {
        containers: [{ name: 'a', resources: { requests: { cpu: '1', memory: '1Gi' } } }],
        resources: { requests: { cpu: '3' } },
      },
      { cpu: 3000, memory: 2 ** 30 },
    ],
    [
      'requests of the pod and overhead',
      { containers: [asks('500m')], resources: { requests: { cpu: '3' } }, overhead: { cpu: '1' } },
      { cpu: 4000 },
    ],
    [
      'limits where there are no requests',
      { containers: [{ name: 'a', resources: { limits: { cpu: '2', memory: '1Gi' } } }] },
      { cpu: 2000, memory: 2 ** 30 },
    ],
    [
      'requests where there are limits too',
      { containers: [{ name: 'a', resources: { limits: { cpu: '2', memory: '1Gi' }, requests: { cpu: '500m' } } }] },
      { cpu: 500, memory: 2 ** 30 },
    ],
    [
      'a request of 0 beside a limit',
      { containers: [{ name: 'a', resources: { limits: { cpu: '2' }, requests: { cpu: '0' } } }] },
      { cpu: 0 },
    ],
    ['GPUs', { containers: [{ name: 'a', resources: { limits: { 'nvidia.com/gpu': 1 } } }] }, { 'nvidia.com/gpu': 1 }],
    ['what is no quantity as nothing', { containers: [asks('much'), asks('500m', 'b')] }, { cpu: 500 }],
  ]
  for (const [name, spec, expected] of table) it(name, () => assert.deepEqual(podRequests(spec), expected))
})

describe('a pod whose container is being resized in place', () => {
  const spec = { containers: [asks('1'), asks('1', 'other')] }
  const table: [string, RawContainerStatus, number][] = [
    ['up, not allocated yet', { name: 'main', resources: { requests: { cpu: '500m' } } }, 2000],
    ['down, still allocated', { name: 'main', allocatedResources: { cpu: '3' } }, 4000],
    [
      'down, still running with more',
      { name: 'main', resources: { requests: { cpu: '2' } }, allocatedResources: { cpu: '1' } },
      3000,
    ],
    ['done', { name: 'main', resources: { requests: { cpu: '1' } }, allocatedResources: { cpu: '1' } }, 2000],
    ['with a status that says nothing', { name: 'main', resources: null }, 2000],
    ['another one', { name: 'gone', allocatedResources: { cpu: '9' } }, 2000],
  ]
  for (const [name, status, cpu] of table)
    it(`counts the larger of both: ${name}`, () => assert.deepEqual(podRequests(spec, [status]), { cpu }))
})
