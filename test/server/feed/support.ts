/** The feed as calendar programs read it. */
import ICAL from 'ical.js'
import nodeIcal from 'node-ical'
import type { Answer } from '../../../src/domain/answers/answer.ts'
import { at } from '../../support/time.ts'

export const ANSWER: Answer = {
  key: 'a 1',
  startMs: at('09:00'),
  endMs: at('10:00'),
  title: '✓ Data 8: 350 seats, 13 nodes, ready 08:50',
  lines: ['one; two, three\\n', 'four: "five"'],
}

export interface ReadEntry {
  readonly uid: string
  readonly summary: string
  readonly description: string
  readonly startMs: number
  readonly endMs: number
  readonly sequence: number
  readonly stampMs: number
  readonly modifiedMs: number
}

const byUid = (entries: readonly ReadEntry[]): ReadEntry[] =>
  entries.toSorted((a, b) => (a.uid < b.uid ? -1 : a.uid > b.uid ? 1 : 0))

/** As Thunderbird reads it. */
export function readByIcalJs(text: string): ReadEntry[] {
  const calendar = ICAL.Component.fromString(text)
  const ms = (event: ICAL.Component, name: string) =>
    (event.getFirstPropertyValue(name) as ICAL.Time).toJSDate().getTime()
  return byUid(
    calendar.getAllSubcomponents('vevent').map((component) => {
      const event = new ICAL.Event(component)
      return {
        uid: event.uid,
        summary: event.summary,
        description: event.description ?? '',
        startMs: event.startDate.toJSDate().getTime(),
        endMs: event.endDate.toJSDate().getTime(),
        sequence: event.sequence,
        stampMs: ms(component, 'dtstamp'),
        modifiedMs: ms(component, 'last-modified'),
      }
    }),
  )
}

/** As many web applications read it. */
export function readByNodeIcal(text: string): ReadEntry[] {
  const entries = Object.values(nodeIcal.sync.parseICS(text)).flatMap((one) =>
    one?.type === 'VEVENT'
      ? [
          {
            uid: one.uid,
            summary: String(one.summary),
            description: String(one.description ?? ''),
            startMs: one.start.getTime(),
            endMs: (one.end ?? one.start).getTime(),
            sequence: Number(one.sequence),
            stampMs: one.dtstamp.getTime(),
            modifiedMs: one.lastmodified?.getTime() ?? Number.NaN,
          },
        ]
      : [],
  )
  return byUid(entries)
}
