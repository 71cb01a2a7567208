import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { AUTO_STUDENTS, writtenAmount } from '../../../src/domain/calendar/ask.ts'
import { readDescription } from '../../../src/domain/calendar/description/description.ts'
import { meantBy } from '../../../src/domain/calendar/meant.ts'

describe('students: auto', () => {
  const asked = (text: string) => [...meantBy(readDescription(text)).asks]
  it('is read, of a pool and of none', () => {
    assert.deepEqual(asked('students: auto'), [['', { students: AUTO_STUDENTS }]])
    assert.deepEqual(asked('lab: {students: auto}'), [['lab', { students: AUTO_STUDENTS }]])
  })
  it('a number beside it counts', () =>
    assert.deepEqual(asked('students: auto\nstudents: 350'), [['', { students: 350 }]]))
  it('is said as it is written', () => assert.deepEqual([AUTO_STUDENTS, 350].map(writtenAmount), ['auto', '350']))
})
