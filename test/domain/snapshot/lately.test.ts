import assert from 'node:assert/strict'
import { it } from 'node:test'
import { countLately, happened, type Lately } from '../../../src/domain/snapshot/lately.ts'
import { at, MINUTE, SECOND } from '../../support/time.ts'

it('counts the last hour, and is not larger however often something happens', () => {
  let lately: Lately = new Map()
  for (let count = 0; count < 3 * 3600; count += 1) lately = happened(lately, at('06:00') + count * SECOND)
  assert.equal(lately.size, 60)
  assert.equal(countLately(lately, at('08:59:59')), 3600)
  assert.equal(countLately(lately, at('09:30')), 29 * 60)
  assert.equal(countLately(lately, at('08:59') + 60 * MINUTE), 0)
})
