import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readDescription } from '../../../src/domain/calendar/description/description.ts'
import { whoMeant } from '../../../src/domain/calendar/who-meant.ts'

const CLASSES = new Set(['data8', 'cs-61a'])
const meant = (text: string, classes: ReadonlySet<string> = CLASSES) => {
  const description = readDescription(text)
  return { ...whoMeant(description, classes), asks: Object.fromEntries(description.asks) }
}

describe('whom an event means', () => {
  for (const text of [
    'class: data8',
    'students: 350, class: data8',
    '{students: 350, class: data8}',
    'class: data8; students: 350',
  ])
    it(`as documented: ${text}`, () => {
      const { who, problems, remarks, asks } = meant(text)
      assert.deepEqual({ who, problems, remarks }, { who: 'data8', problems: [], remarks: [] })
      assert.equal(asks['']?.students, text.includes('350') ? 350 : undefined)
    })
  it('among the units of a pool', () => {
    const { who, asks } = meant('user: {students: 350, class: data8}')
    assert.deepEqual([who, asks.user], ['data8', { students: 350 }])
  })
  for (const text of ['Class: Data 8', 'Kurs: data8', 'course = DATA8', 'Class: “data8”', 'class: CS 61A (Lab 2)'])
    it(`otherwise, and is remarked upon: ${text}`, () => {
      const { who, problems, remarks } = meant(text)
      assert.match(remarks.join(), /read as `class: (data8|cs-61a)`/)
      assert.deepEqual([who, problems], [text.includes('61A') ? 'cs-61a' : 'data8', []])
    })
  it('a slip is asked about', () =>
    assert.deepEqual(meant('class: dat8').problems, ['«class: dat8»: no class `dat8`; did you mean `data8`?']))
  it('what is written as documented and is no class is a problem', () =>
    assert.match(meant('class: biology').problems.join(), /no class `biology`; the classes are `data8`, `cs-61a`/))
  for (const text of [
    'Class: Biology 1B',
    'Course: Introduction',
    'who: Prof. Smith',
    'Course website: https://a.example/data8',
  ])
    it(`prose is nothing: ${text}`, () => {
      const { who, problems, remarks } = meant(text)
      assert.deepEqual({ who, problems, remarks }, { who: undefined, problems: [], remarks: [] })
    })
  for (const text of ['Class: 350 students', 'Course: Data 8, 350 students', 'class: 350'])
    it(`a number of people stays one: ${text}`, () => assert.equal(readDescription(text).classes, undefined))
  it('where there are no classes it is said that whoever comes may be one of them', () => {
    const { who, problems, remarks } = meant('class: data8', new Set())
    assert.deepEqual([who, problems], [undefined, []])
    assert.match(remarks.join(), /there are no `classes` in the values, so that whoever comes may be one of its people/)
  })
  it('of two the first counts', () => {
    const { who, problems } = meant('class: data8\nclass: cs-61a')
    assert.deepEqual([who, problems], ['data8', ['it names the classes `data8` and `cs-61a`: the first counts']])
  })
  it('unless said, as its calendar says', () => {
    const ofCalendar = (text: string) => whoMeant({ ...readDescription(text), who: 'cs-61a' }, CLASSES).who
    assert.deepEqual([ofCalendar('students: 3'), ofCalendar('class: data8')], ['cs-61a', 'data8'])
  })
})
