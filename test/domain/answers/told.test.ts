import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { toldOfEvents } from '../../../src/domain/answers/told.ts'
import { NO_READING } from '../../../src/domain/calendar/merge-calendars.ts'
import type { CalendarProblem } from '../../../src/domain/calendar/occurrence.ts'
import type { Timeline } from '../../../src/domain/demand/timeline.ts'

const ON_A = 'event "Data 8" (uid a)'
const found = (where: string, text: string, uid?: string): CalendarProblem => ({ where, text, ...(uid && { uid }) })
const told = (read: readonly CalendarProblem[], judged: Timeline['problems'] = []) =>
  toldOfEvents({ ...NO_READING, problems: read }, { problems: judged, remarks: [] })
const ofA = { uid: 'a', summary: 'Data 8' }

describe('what is told of an event', () => {
  it('is of its texts, and of what the config makes of it; each once', () => {
    const of = told(
      [found(`${ON_A}, description, \`students\``, 'one', 'a'), found(ON_A, 'two', 'a')],
      [found(ON_A, 'two', 'a'), found(ON_A, 'three')],
    )
    assert.deepEqual(of(ofA), { problems: ['one', 'two', 'three'], remarks: [] })
  })
  it('is not of others, nor of the whole calendar, nor of an occurrence with another title', () => {
    const of = told([
      found('event "Data 8" (uid b), description', 'of b', 'b'),
      found('calendar', 'of all'),
      found('event "Data 8 moved" (uid a), description', 'of another title', 'a'),
    ])
    assert.deepEqual(of(ofA).problems, [])
    assert.deepEqual(of({ uid: 'a', summary: 'Data 8 moved' }).problems, ['of another title'])
  })
  it('is how many more there are, of all occurrences', () =>
    assert.deepEqual(told([found('event with the uid a', 'and 3 more problems', 'a')])(ofA).problems, [
      'and 3 more problems',
    ]))
})
