import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ranIn } from '../../../src/domain/cluster/ran.ts'
import type { RawContainerStatus } from '../../../src/domain/scheduling/pod-requests.ts'
import { at, iso } from '../../support/time.ts'

const runs = (time: string, restartCount = 0): RawContainerStatus => ({
  restartCount,
  state: { running: { startedAt: iso(at(time)) } },
})
const waits = (reason: string, restartCount = 0): RawContainerStatus => ({
  restartCount,
  state: { waiting: { reason } },
})

describe('of a user', () => {
  const of = (...statuses: readonly RawContainerStatus[]) => ({ ...ranIn({ containerStatuses: statuses }, 'user', {}) })
  it('runs once all containers do, since the last of them', () =>
    assert.deepEqual(of(runs('08:50'), runs('08:51')), { runningMs: at('08:51'), hasStarted: true }))
  it('does not while one waits', () => assert.deepEqual(of(runs('08:50'), waits('ContainerCreating')), {}))
  it('has run where it began anew, though nobody says when that first was', () => {
    assert.deepEqual(of(runs('08:59', 1)), { hasStarted: true })
    assert.deepEqual(of(waits('CrashLoopBackOff', 4)), { hasStarted: true })
  })
  it('says whose image cannot be had', () =>
    assert.deepEqual(of(waits('ImagePullBackOff')), { imageTrouble: { reason: 'ImagePullBackOff' } }))
  it('says nothing where the API does not', () => {
    assert.deepEqual(of(), {})
    assert.deepEqual(ranIn({}, 'user', undefined), {})
  })
})

describe('of a placeholder', () => {
  const of = (initial: RawContainerStatus) => ({
    ...ranIn({ initContainerStatuses: [initial], containerStatuses: [waits('PodInitializing')] }, 'placeholder', {}),
  })
  it('it is when it ran', () =>
    assert.deepEqual(ranIn({ containerStatuses: [runs('08:50')] }, 'placeholder', {}), {
      runningMs: at('08:50'),
      hasStarted: true,
    }))
  it('it is which image does not come, and which does not run', () => {
    const image = 'quay.io/hub/data8:1'
    const message = 'unauthorized'
    const pull = { image, state: { waiting: { reason: 'ErrImagePull', message } } }
    assert.deepEqual(of(pull), { imageTrouble: { reason: 'ErrImagePull', message, image } })
    const run = {
      image,
      state: { waiting: { reason: 'CrashLoopBackOff' } },
      lastState: { terminated: { reason: 'StartError', message } },
    }
    assert.deepEqual(of(run), { runTrouble: { reason: 'StartError', message, image } })
  })
})

it('of DaemonSets only the image puller is waited for', () => {
  const labels = { component: 'continuous-image-puller' }
  assert.deepEqual(ranIn({ containerStatuses: [runs('08:50')] }, 'daemon', labels), {
    isImagePuller: true,
    runningMs: at('08:50'),
  })
  assert.deepEqual(ranIn({ containerStatuses: [runs('08:50')] }, 'daemon', {}), {})
  assert.deepEqual(ranIn({ containerStatuses: [runs('08:50')] }, 'other', labels), {})
})
