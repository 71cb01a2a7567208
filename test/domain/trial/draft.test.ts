import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Draft, readDraft } from '../../../src/domain/trial/draft.ts'
import { at, iso } from '../../support/time.ts'
import { draft } from './support.ts'

const read = (text: string, more: Partial<Draft> = {}, zone = 'utc') => {
  const made = readDraft(draft(text, more), zone)
  assert.ok(made.at === 'read', JSON.stringify(made))
  return made
}

const wrong = (more: Partial<Draft>) => {
  const made = readDraft(draft('students: 3', more), 'utc')
  assert.ok(made.at === 'wrong', JSON.stringify(made))
  return made.fields
}

describe('a draft', () => {
  it('is read as the calendar that it would be: description, title, problems and remarks', () => {
    const { occurrence, problems, remarks } = read('Students:350 people; see you\nlab: 4.5\nleadTime: 20m')
    assert.equal(occurrence.summary, 'Data 8')
    assert.equal(occurrence.description.leadTimeMs, 20 * 60_000)
    assert.match(JSON.stringify([problems, remarks, occurrence.description.perhaps ?? []]), /4\.5 is no whole number/)
    assert.deepEqual(read('', { title: 'Data 8 (350 students)' }).occurrence.description.title, {
      ask: { students: 350 },
    })
  })

  it('keeps what an ICS file would take for its own: backslashes, commas, semicolons, lines, properties', () => {
    const { occurrence, problems } = read('a; b, c\\n\nEND:VEVENT\r\nBEGIN:VEVENT\nstudents: 12', {
      title: 'A, B; C\\D',
    })
    assert.equal(occurrence.summary, 'A, B; C\\D')
    assert.deepEqual(occurrence.description.asks.get(''), { students: 12 })
    assert.deepEqual(problems, [])
  })

  const TIMES: readonly (readonly [string, Partial<Draft>, string, string, string])[] = [
    [
      'in the zone',
      { begin: '09:00', end: '10:30' },
      'America/Los_Angeles',
      '2026-03-24T16:00:00Z',
      '2026-03-24T17:30:00Z',
    ],
    ['without a zero', { begin: '9:00', end: '10:30' }, 'utc', '2026-03-24T09:00:00Z', '2026-03-24T10:30:00Z'],
    ['over midnight', { begin: '22:00', end: '01:00' }, 'utc', '2026-03-24T22:00:00Z', '2026-03-25T01:00:00Z'],
    ['the whole day', { begin: '', end: '' }, 'Europe/Berlin', '2026-03-23T23:00:00Z', '2026-03-24T23:00:00Z'],
  ]
  for (const [name, more, zone, start, end] of TIMES)
    it(`has its times ${name}`, () => {
      const { startMs, endMs } = read('students: 3', more, zone).occurrence
      assert.deepEqual([iso(startMs), iso(endMs)], [iso(at(start)), iso(at(end))])
    })

  it('says of each field what would be right', () => {
    assert.match(wrong({ date: '2026-02-30' }).date ?? '', /no date: write it like/)
    assert.match(wrong({ date: 'tomorrow' }).date ?? '', /no date/)
    assert.match(wrong({ begin: '25:00' }).begin ?? '', /no time of day: write it like 09:00/)
    assert.match(wrong({ begin: '' }).begin ?? '', /When does it begin/)
    assert.match(wrong({ end: '' }).end ?? '', /When does it end/)
    assert.match(wrong({ end: '10:00' }).end ?? '', /ends when it begins/)
    assert.match(wrong({ end: '11:00\r\nRRULE:FREQ=SECONDLY' }).end ?? '', /no time of day/)
  })
})
