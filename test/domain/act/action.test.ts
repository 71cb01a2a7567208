import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Action, objectOf } from '../../../src/domain/act/action.ts'
import { manifestOf } from '../../../src/domain/act/manifest.ts'
import { poolIn, userPool } from '../../support/config.ts'
import { OWNER } from '../../support/deployment.ts'

describe('the lane of an action', () => {
  const because = 'a test'
  const from = userPool()
  const named = { name: 'user-placeholder', namespace: 'hub', uid: 'u', resourceVersion: '1', because }
  const apply: Action = {
    type: 'apply',
    pool: 'user',
    reason: 'scale',
    manifest: manifestOf(poolIn(from), from, OWNER, { requests: {}, from: 'config' }, 1),
    to: 1,
    because,
  }
  const remove: Action = { type: 'delete deployment', pool: 'user', reason: 'takeover', ...named }
  const pod = (name: string, pool = 'user'): Action => ({
    type: 'delete pod',
    pool,
    name,
    namespace: 'hub',
    uid: name,
    because,
  })

  it('is its Deployment: what is done to one is done in turn', () => assert.equal(objectOf(apply), objectOf(remove)))
  it('of pods to delete is their pool', () => {
    assert.equal(objectOf(pod('a')), objectOf(pod('b')))
    assert.notEqual(objectOf(pod('a')), objectOf(pod('a', 'gpu')))
    assert.notEqual(objectOf(pod('a')), objectOf(apply))
  })
})
