/** Answers to a calendar as somebody wrote it: read, decided upon, and told, as the product does. */
import assert from 'node:assert/strict'
import type { Answer } from '../../../src/domain/answers/answer.ts'
import { type AnswersInput, answersOf } from '../../../src/domain/answers/answers.ts'
import { expand } from '../../../src/domain/calendar/occurrences/expand.ts'
import { parseCalendar } from '../../../src/domain/calendar/occurrences/parse.ts'
import { decide } from '../../../src/domain/decide/decide.ts'
import { type Memory, NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { timelineOf } from '../../../src/domain/demand/timeline.ts'
import { type ConfigValues, config } from '../../support/config.ts'
import { node } from '../../support/node.ts'
import { observed, type World } from '../../support/observed.ts'
import { at, DAY } from '../../support/time.ts'

export interface WrittenEvent {
  readonly uid?: string
  readonly title?: string
  /** A time of the tests' day, or an ISO instant. 09:00 to 10:00 unless said. */
  readonly from?: string
  readonly to?: string
  readonly description?: string
  /** Further lines of the VEVENT. */
  readonly lines?: readonly string[]
}

const stamp = (ms: number): string => new Date(ms).toISOString().replaceAll(/[-:]|\.\d+/g, '')
const escaped = (text: string): string =>
  text.replaceAll(/[\\;,]/g, (char) => `\\${char}`).replaceAll(/\r\n|[\r\n]/g, '\\n')

/** A calendar file with these events. */
export const calendarText = (events: readonly WrittenEvent[]): string =>
  [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//warmseats//test//EN'],
    ...events.flatMap(({ uid, title = 'Data 8', from = '09:00', to = '10:00', description = '', lines = [] }) => [
      'BEGIN:VEVENT',
      `UID:${uid ?? `${title.replaceAll(/\W/g, '-')}@test`}`,
      ...(lines.some((line) => line.startsWith('DTSTART'))
        ? []
        : [`DTSTART:${stamp(at(from))}`, `DTEND:${stamp(at(to))}`]),
      `SUMMARY:${escaped(title)}`,
      `DESCRIPTION:${escaped(description)}`,
      ...lines,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
    '',
  ].join('\r\n')

export interface Asking extends Partial<Omit<AnswersInput, 'config' | 'reading' | 'decision' | 'nowMs'>> {
  /** Of the top level; the pool `user` has seats of 3800Mi on nodes of eight, as `n1` is one, unless they say otherwise. */
  readonly values?: ConfigValues
  readonly world?: World
  readonly memory?: Memory
  readonly at?: string
}

export const SEATS_OF_8: ConfigValues = {
  nodePools: { user: { seat: { requests: { memory: '3800Mi' } }, onePerNode: true } },
}

/** What an answer is made of at a time of the tests' day. */
export function answersInput(events: readonly WrittenEvent[], asking: Asking = {}): AnswersInput {
  const { values = SEATS_OF_8, world = {}, memory = NO_MEMORY, at: time = '07:00', ...more } = asking
  const built = config(values)
  const parsed = parseCalendar(calendarText(events), { timezone: built.calendar.timezone ?? 'utc' })
  assert.ok(parsed.at === 'calendar')
  const reading = expand(parsed.calendar, at('00:00') - DAY, at('00:00') + 14 * DAY)
  const timeline = timelineOf(reading.occurrences, built)
  const sight = observed({ config: built, nodes: [node({ name: 'n1' })], ...world })
  const problems = [...reading.problems, ...timeline.problems]
  const remarks = [...(reading.remarks ?? []), ...timeline.remarks]
  const decision = decide({ ...sight, timeline: { ...timeline, problems, remarks } }, memory, at(time))
  return { reading, health: sight.calendar, config: built, decision, dryRun: false, nowMs: at(time), ...more }
}

export const answers = (events: readonly WrittenEvent[], asking: Asking = {}): Answer[] =>
  answersOf(answersInput(events, asking))

/** The only answer there must be. */
export function answer(event: WrittenEvent, asking: Asking = {}): Answer {
  const [only, ...others] = answers([event], asking)
  assert.ok(only && others.length === 0)
  return only
}
