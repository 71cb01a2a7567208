import assert from 'node:assert/strict'
import { it } from 'node:test'
import { pulledBy, type RawPuller } from '../../../src/commands/pull/pulled.ts'
import type { RawContainerStatus } from '../../../src/domain/scheduling/pod-requests.ts'

const IMAGES = ['a', 'b'] as const
const of = (...states: readonly RawContainerStatus['state'][]): RawPuller => ({
  status: {
    phase: 'Pending',
    containerStatuses: states.map((state = {}, at) => ({ name: `image-${at + 1}`, image: IMAGES[at] ?? '', state })),
  },
})
const ended = (reason: string) => ({ terminated: { reason } })
const waits = (reason: string, message = '') => ({ waiting: { reason, message } })

const table: [string, RawPuller, object][] = [
  ['nobody tells yet', {}, { at: 'pulling' }],
  ['both are pulled', of(waits('ContainerCreating'), waits('ContainerCreating')), { at: 'pulling' }],
  ['one came', of(ended('Completed'), waits('ContainerCreating')), { at: 'pulling' }],
  ['both came', of(ended('Completed'), { running: {} }), { at: 'came' }],
  ['both came, one without a shell', of(ended('StartError'), ended('Completed')), { at: 'came' }],
  ['both came, one of which may not run', of(waits('CreateContainerConfigError'), ended('Error')), { at: 'came' }],
  [
    'one does not come',
    of(ended('Completed'), waits('ErrImagePull', 'connection reset')),
    { at: 'trouble', trouble: { reason: 'ErrImagePull', message: 'connection reset', image: 'b' } },
  ],
  [
    'the kubelet has no place for it',
    { status: { phase: 'Failed', reason: 'OutOfpods', message: 'Node has no place' } },
    { at: 'trouble', trouble: { reason: 'OutOfpods', message: 'Node has no place' } },
  ],
  [
    'nor has the scheduler',
    {
      status: {
        conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: 'Too many pods' }],
      },
    },
    { at: 'trouble', trouble: { reason: 'Unschedulable', message: 'Too many pods' } },
  ],
]
for (const [what, pod, becomes] of table) it(what, () => assert.deepEqual(pulledBy(pod, IMAGES.length), becomes))
