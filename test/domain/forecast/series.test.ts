import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type AllSeries, type Identity, identityOf, keyOf, seriesOf } from '../../../src/domain/forecast/series.ts'
import { interval } from '../../support/calendar.ts'
import { DAY, MINUTE } from '../../support/time.ts'

const one = (summary: string, more: { days?: number; minutes?: number; uid?: string } = {}): Identity => {
  const base = interval('students', 10, summary)
  const startMs = base.startMs + (more.days ?? 0) * DAY + (more.minutes ?? 0) * MINUTE
  return identityOf({ ...base, startMs, uid: more.uid ?? summary }, 'utc')
}
const known = (...identities: Identity[]): AllSeries =>
  Object.fromEntries(identities.map((identity) => [keyOf(identity), { ...identity, occasions: [] }]))

describe('whether a class is the same one again', () => {
  const lab = one('Data Science Lab: Tables', { uid: 'a' })
  const table: [string, Identity, boolean][] = [
    ['the same UID, whatever the day and title', one('Moved', { uid: 'a', days: 1, minutes: 300 }), true],
    ['the same title at the same time of the week', one('Data Science Lab: Tables', { uid: 'b', days: 7 }), true],
    ['half of the words', one('Data Science Lab: Bayes', { uid: 'b', days: 7, minutes: 30 }), true],
    ['another weekday', one('Data Science Lab: Tables', { uid: 'b', days: 1 }), false],
    ['an hour later', one('Data Science Lab: Tables', { uid: 'b', days: 7, minutes: 60 }), false],
    ['another title', one('Poetry', { uid: 'b', days: 7 }), false],
    ['an exam of it, though the UID is the same', one('Data Science Lab: Midterm', { uid: 'a', days: 7 }), false],
  ]
  for (const [name, again, isSame] of table)
    it(name, () => assert.equal(seriesOf(known(lab), again), isSame ? keyOf(lab) : undefined))
  it('of two at the same time each has its own', () =>
    assert.equal(seriesOf(known(lab), one('Data Science Lab: Maps', { uid: 'c' }), new Set([keyOf(lab)])), undefined))
  it('the key is made of what everybody sees, in whatever order its words are', () => {
    assert.match(keyOf(lab), /^user 2 09:00 [0-9a-f]{16}$/)
    assert.equal(keyOf(one('Tables: Lab, Data Science!', { uid: 'b' })), keyOf(lab))
  })
  it('nothing of title and UID can be read in what is remembered, but that it is an exam', () => {
    const secret = one('Clandestine Midterm', { uid: 'clandestine@calendar' })
    assert.doesNotMatch(JSON.stringify(known(secret)), /clandestine|calendar/i)
    assert.equal(secret.exam, 'midterm')
  })
  it('a title of any length is short', () =>
    assert.ok(JSON.stringify(known(one('Lorem ipsum '.repeat(500) + 'x'.repeat(9999)))).length < 400))
})
