import assert from 'node:assert/strict'
import { it } from 'node:test'
import { releaseObject } from '../../../src/domain/notices/notice.ts'
import {
  changesOf,
  NOTHING_STANDS,
  type Standing,
  type Stands,
  stillStanding,
} from '../../../src/domain/notices/standing.ts'
import { OWNER } from '../../support/deployment.ts'
import { at } from '../../support/time.ts'

const failing = (note: string, variant = ''): Standing => ({
  key: 'calendar',
  variant,
  reason: 'CalendarUnreadable',
  type: 'Warning',
  note,
  regarding: releaseObject(OWNER),
  gone: { reason: 'CalendarReadable', type: 'Normal', note: 'again' },
})

/** What is told in these scenes, one after the other. */
function told(scenes: readonly (readonly [time: string, standing: readonly Standing[]])[]): string[] {
  let known: Stands = NOTHING_STANDS
  return scenes.flatMap(([time, standing]) => {
    const { notices, known: next } = changesOf(known, standing, at(time))
    known = next
    return notices.map(({ kind, reason, note }) => `${time} ${kind} ${reason}: ${note}`)
  })
}

it('what is so is told when it begins and when it ends, and not in between, in whatever words', () => {
  const scenes = [
    ['09:00', []],
    ['09:01', [failing('HTTP 500')]],
    ['09:02', [failing('HTTP 502')]],
    ['10:00', [failing('timeout')]],
    ['10:01', []],
    ['10:02', []],
  ] as const
  assert.deepEqual(told(scenes), [
    '09:01 state CalendarUnreadable: HTTP 500',
    '10:01 occurrence CalendarReadable: again',
  ])
})

it('another thing of the kind is told, at most every ten minutes', () => {
  const scenes = [
    ['09:00', [failing('a', 'a')]],
    ['09:01', [failing('a and b', 'a,b')]],
    ['09:02', [failing('a', 'a')]],
    ['09:11', [failing('a and b', 'a,b')]],
    ['09:12', [failing('a', 'a')]],
  ] as const
  assert.deepEqual(told(scenes), ['09:00 state CalendarUnreadable: a', '09:11 state CalendarUnreadable: a and b'])
})

it('who follows forgets what ended, which the leader tells, and takes nothing up', () => {
  const { known } = changesOf(NOTHING_STANDS, [failing('a')], at('09:00'))
  assert.equal(stillStanding(known, [failing('b')]).size, 1)
  const after = stillStanding(known, [])
  assert.equal(after.size, 0)
  assert.deepEqual(changesOf(after, [], at('09:05')).notices, [])
})
