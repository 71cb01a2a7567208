import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { draftOf, emptyDraft, MOST_READ } from '../../../src/server/try/fields.ts'
import { at } from '../../support/time.ts'

describe('the fields of the form', () => {
  it('are those of a draft; what is missing is empty, what is beside them nothing', () => {
    assert.deepEqual(draftOf('text=students%3A+5%0D%0Alab%3A+2&pool=lab&date=2026-03-24&__proto__=1&text=second'), {
      title: '',
      text: 'students: 5\r\nlab: 2',
      date: '2026-03-24',
      begin: '',
      end: '',
      pool: 'lab',
    })
  })
  it('are short, and well-formed', () => {
    const { date, pool, title } = draftOf(
      `date=${'9'.repeat(5000)}&pool=${'p'.repeat(5000)}&title=${'t'.repeat(5000)}%FF`,
    )
    assert.deepEqual([date.length, pool.length, title.length], [100, 100, 4096])
    assert.ok(draftOf('text=%ED%A0%80').text.isWellFormed())
  })
  it('hold a whole description of the longest characters', () => {
    const text = encodeURIComponent('あ'.repeat(8192))
    assert.ok(`text=${text}`.length < MOST_READ)
  })
  it('begin with the next day of the zone', () => {
    const evening = at('2026-03-24T23:30:00Z')
    assert.equal(emptyDraft(evening, 'utc').date, '2026-03-25')
    assert.equal(emptyDraft(evening, 'Europe/Berlin').date, '2026-03-26')
  })
})
