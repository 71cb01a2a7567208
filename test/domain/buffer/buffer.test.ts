import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { bufferFrom, bufferKey, bufferNameFrom } from '../../../src/domain/buffer/buffer.ts'
import { buffer } from '../../support/buffer/buffer.ts'
import { at } from '../../support/time.ts'

describe('a CapacityBuffer as it is seen', () => {
  it('without a name is none', () => assert.equal(bufferFrom({}), undefined))
  it('that nobody has looked at is not ready since it was made', () => {
    const { isReady, sinceMs, because, held } = buffer({ ready: null, created: at('08:30') })
    assert.deepEqual([isReady, sinceMs, because, held], [false, at('08:30'), undefined, 0])
  })
  it('holds what fits on nodes that are there, by its status', () => {
    assert.equal(buffer({ replicas: 3, held: 3 }).held, 3)
    assert.equal(buffer({ replicas: 3 }).held, 0)
  })
  it('says why it is not ready, and that its PodTemplate is missing', () => {
    const { because, lacksTemplate } = buffer({ ready: false, reason: 'PodTemplateNotFound' })
    assert.deepEqual([because, lacksTemplate], ['PodTemplateNotFound', true])
  })
  it('is unread since it was written, while the status is of the spec before', () => {
    assert.equal(buffer({ unreadSince: at('08:40') }).unreadMs, at('08:40'))
    assert.equal(buffer().unreadMs, undefined)
  })
  it('has a key among what is remembered', () => {
    assert.equal(bufferNameFrom(bufferKey('user-placeholder')), 'user-placeholder')
    assert.equal(bufferNameFrom('nodepool/user-placeholder'), undefined)
  })
})
