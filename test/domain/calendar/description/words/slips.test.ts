import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readDescription } from '../../../../../src/domain/calendar/description/description.ts'
import { isSlip } from '../../../../../src/domain/calendar/description/words/slips.ts'

describe('a slip of a word for people', () => {
  for (const word of ['studnets', 'studens', 'stduents', 'participents', 'studierenden'])
    it(`${word} is one`, () => assert.ok(isSlip(word)))
  for (const word of ['study', 'studio', 'room', 'pages', 'part', 'attend'])
    it(`${word} is none`, () => assert.ok(!isSlip(word)))
})

describe('a line with one is told of, with its number', () => {
  const ROWS = ['Studnets 350', 'Studnets: 350', '350 studnets']
  for (const line of ROWS)
    it(line, () =>
      assert.match(JSON.stringify(readDescription(line)), /students: 350` (on a line of its own )?would be right/),
    )
})
