import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { unaskedProblems } from '../../../src/domain/hub/unasked.ts'
import { NO_HUB } from '../../../src/domain/hub/view.ts'
import { HUB } from '../../support/hub/hub.ts'

describe('a hub that cannot be asked', () => {
  const because = 'it answers HTTP 403 Forbidden'
  it('is said, with its host and what goes on', () =>
    assert.deepEqual(unaskedProblems({ health: { at: 'failing', because } }, HUB), [
      {
        where: 'hub',
        text: 'the hub at hub.hub.svc:8081 cannot be asked: it answers HTTP 403 Forbidden; people count once their pods are there',
      },
    ]))
  it('is not one that answers, that was not asked yet, or that nobody asks any more', () => {
    for (const health of [NO_HUB.health, { at: 'asking' }, { at: 'good' }] as const)
      assert.deepEqual(unaskedProblems({ health }, HUB), [])
    assert.deepEqual(unaskedProblems({ health: { at: 'failing', because } }, undefined), [])
  })
})
