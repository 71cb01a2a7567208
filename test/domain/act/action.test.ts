import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { objectOf } from '../../../src/domain/act/action.ts'
import { apply, deploymentRemoval, podRemoval } from '../../support/action.ts'

describe('the lane of an action', () => {
  const pod = (name: string, pool = 'user') => podRemoval({ name, pool })

  it('is its Deployment: what is done to one is done in turn', () =>
    assert.equal(objectOf(apply()), objectOf(deploymentRemoval())))
  it('of pods to delete is their pool', () => {
    assert.equal(objectOf(pod('a')), objectOf(pod('b')))
    assert.notEqual(objectOf(pod('a')), objectOf(pod('a', 'gpu')))
    assert.notEqual(objectOf(pod('a')), objectOf(apply()))
  })
})
