import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { hubFigures } from '../../../src/domain/figures/hub.ts'
import { NO_HUB } from '../../../src/domain/hub/view.ts'
import { hubView } from '../../support/hub/hub.ts'

describe('a hub in numbers', () => {
  it('none where nobody asks one, or did yet', () => {
    assert.equal(hubFigures(NO_HUB), undefined)
    assert.equal(hubFigures({ health: { at: 'asking' } }), undefined)
  })
  it('its servers, and that it answered', () =>
    assert.deepEqual(hubFigures(hubView({ spawning: ['ada'], used: { bob: 0 } })), {
      isUp: true,
      servers: 2,
      named: 0,
      spawning: 1,
    }))
  it('of one that cannot be asked what it said last, while that counts', () => {
    const health = { at: 'failing', because: 'it is gone' } as const
    assert.deepEqual(hubFigures({ health }), { isUp: false })
    assert.equal(hubFigures({ ...hubView({ spawning: ['ada'] }), health })?.servers, 1)
  })
})
