import assert from 'node:assert/strict'
import { it } from 'node:test'
import { imageTroubleIn } from '../../../src/domain/images/trouble.ts'

it('is the first word of the kubelet that is about an image', () => {
  const waits = (reason?: string) => ({ state: { waiting: reason === undefined ? {} : { reason } } })
  assert.deepEqual(imageTroubleIn([waits('ContainerCreating'), waits('ErrImagePull')]), { reason: 'ErrImagePull' })
  assert.equal(imageTroubleIn([waits(), { state: { running: {} } }, {}]), undefined)
  assert.equal(imageTroubleIn(null), undefined)
  assert.equal(imageTroubleIn(undefined), undefined)
})
