import assert from 'node:assert/strict'
import { it } from 'node:test'
import { Problems } from '../../../src/domain/calendar/problems.ts'
import { aboutEvent } from '../../../src/domain/calendar/trouble.ts'

const about = (uid: string, n: number) => aboutEvent({ uid, summary: 'Class' }, `line ${n} is broken`)
const said = (problems: Problems) => problems.all.map(({ where, text }) => `${where}: ${text}`)

it('each is listed once', () => {
  const problems = new Problems()
  for (const n of [1, 2, 1]) problems.report(about('a', n))
  assert.deepEqual(said(problems), [
    'event "Class" (uid a): line 1 is broken',
    'event "Class" (uid a): line 2 is broken',
  ])
})

it('of an event a hundred, and how many more it has; its neighbours lose nothing', () => {
  const problems = new Problems()
  for (let n = 0; n < 512; n++) problems.report(about('a', n))
  problems.report(about('b', 1))
  const all = said(problems)
  assert.equal(all.length, 102)
  assert.equal(all[100], 'event "Class" (uid b): line 1 is broken')
  assert.equal(all[101], 'event with the uid a: and 412 more problems of this event are not listed')
})

it('of a calendar a thousand, and how many more', () => {
  const problems = new Problems()
  for (let n = 0; n < 1500; n++) problems.report(about(String(n), 1))
  assert.deepEqual([problems.all.length, said(problems).at(-1)], [1001, 'calendar: 500 more problems are not listed'])
})

it('a copy goes on by itself, and what it is told again is known', () => {
  const problems = new Problems()
  for (let n = 0; n < 150; n++) problems.report(about('a', n))
  const copy = problems.copy()
  copy.report(about('a', 0))
  copy.report(about('b', 0))
  assert.deepEqual(said(problems).at(-1), 'event with the uid a: and 50 more problems of this event are not listed')
  assert.deepEqual([problems.all.length, copy.all.length], [101, 102])
})
