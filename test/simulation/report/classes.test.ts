import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { type Played, play } from '../../../src/simulation/played.ts'
import { WARMSEATS } from '../../../src/simulation/policies/policy.ts'
import { classes } from '../../../src/simulation/report/classes.ts'
import type { Rehearsal } from '../../../src/simulation/scenario/read.ts'
import { at, read } from '../scenario/support.ts'
import { cellsOf, verdict } from './support.ts'

describe('what became of its classes', () => {
  let rehearsal: Rehearsal
  let played: Played
  before(async () => {
    rehearsal =
      await read(`calendar: {events: [{title: Lab, from: "09:00", to: "10:00", description: "user: {students: 3}"}]}
config: {nodePools: {user: {nodeSelector: {pool: user}, pricePerNodeHour: 0.5}}}`)
    played = await play({ ...rehearsal.scenario, endMs: at('08:05') }, WARMSEATS)
  })
  const told = (...verdicts: Played['verdicts']) => classes([{ ...played, verdicts }], rehearsal).markup

  it('has a row a class, in the order of time, with its money and what would have helped', () => {
    const bad = verdict({ startMs: at('11:00'), late: 4, longestMs: 90_000, advice: { kind: 'write', students: 40 } })
    assert.deepEqual(cellsOf(told(bad, verdict())), [
      [
        'class',
        'announced',
        'came',
        'seats ready at its start',
        'seats for all who came',
        'waited more than 30 s',
        'longest wait',
        'node-hours',
        'of these used',
        'perfect timing',
        'cost',
        'what would have helped',
      ],
      ['09:00 Data 8', '30', '30', '32', '08:50', '0', '–', '2.0', '1.5', '1.8', '1.00', '–'],
      ['11:00 Data 8', '30', '30', '32', '10:50', '4', '1 min 30 s', '2.0', '1.5', '1.8', '1.00', 'Write 40 next time'],
    ])
  })
  it('says so where a number is not known: none announced, never enough seats, no node', () => {
    const { allReadyMs: _, readyAtStart: __, cost: ___, ...known } = verdict({ announced: 0, title: '' })
    assert.deepEqual(cellsOf(told(known))[1], [
      '09:00 without a title',
      '–',
      '30',
      '–',
      'never',
      '0',
      '–',
      '–',
      '–',
      '–',
      '–',
      '–',
    ])
  })
  it('of a semester the first are shown, and the others can be opened', () => {
    const all = Array.from({ length: 25 }, (_, day) => verdict({ startMs: at('09:00') + day * 86_400_000 }))
    assert.equal(cellsOf(told(...all)).length, 21)
    assert.match(told(...all), /<summary>5 more<\/summary>/)
  })
  it('without a verdict it is said why, and without an event nothing is said', () => {
    assert.match(told(), /45 minutes after its start, if it asked for students/)
    assert.equal(classes([played], { ...rehearsal, events: [] }).markup, '')
  })
  it('titles are text', () => assert.match(told(verdict({ title: '<img src=x>' })), /&lt;img src=x&gt;/))
})
