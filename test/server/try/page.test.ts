import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type TryPageInput, tryPage } from '../../../src/server/try/page.ts'
import { draft } from '../../domain/trial/support.ts'
import { at } from '../../support/time.ts'
import { textOf, tried } from './support.ts'

const page = (more: Partial<TryPageInput> = {}) =>
  tryPage({ namespace: 'hub', zone: 'utc', pools: ['user'], draft: draft(''), nowMs: at('09:00'), ...more })

describe('the page of /try', () => {
  it('is a form alone before anything is sent', () => {
    assert.doesNotMatch(page(), /id="top"/)
    assert.match(page(), /<title>Try an event · Warmseats in hub<\/title>/)
  })
  it('answers below the form with what comes of it', () => {
    const text = textOf(page({ tried: tried('lab: {students: 30}') }))
    assert.ok(text.indexOf('See what it will do') < text.indexOf('It asks 30 students in pool lab'))
  })
  it('says why nothing can be tried: what is wrong with fields, or that nothing is known yet', () => {
    assert.match(
      textOf(page({ wrong: { date: 'This is no date.', end: 'And no end.' } })),
      /This is no date\. And no end\./,
    )
    assert.match(page({ because: 'Nothing is decided yet.' }), /<p class="verdict">Nothing is decided yet\.<\/p>/)
  })
})
