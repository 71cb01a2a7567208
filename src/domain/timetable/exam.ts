import { readDescription } from '../calendar/description/description.ts'
import { timeValue } from '../calendar/text/value.ts'
import { sayWallTime } from '../calendar/text/wall-time.ts'
import { DAY_MS } from '../duration.ts'
import type { Row } from './cells.ts'
import type { Columns } from './columns.ts'
import { inOrder, type Order, readDate } from './dates.ts'
import type { Role } from './roles.ts'
import { lengthOf, rangeOf, splitMoment, timeOf } from './times.ts'

/** One row of a timetable: who comes, and when, by the clock on the wall. */
export interface Exam {
  readonly line: number
  readonly course: string
  readonly students: number
  /** `2026-03-24T09:00` */
  readonly start: string
  readonly end: string
  readonly pool?: string
}

/** What is wrong with a row, and in which column. */
export interface Fault {
  readonly line: number
  readonly column?: string
  readonly because: string
}

export interface ExamOptions {
  readonly columns: Columns
  /** Of dates whose two numbers may both be the day. */
  readonly order: Order | undefined
  /** Of rows without an end. */
  readonly durationMs?: number | undefined
}

/** A fault of one cell, on its way out. */
class Wrong extends Error {
  readonly role: Role | undefined
  constructor(role: Role | undefined, because: string) {
    super(because)
    this.role = role
  }
}

/** Reads a row; what cannot be read is said, and the row is no exam. */
export function examOf(row: Row, options: ExamOptions): Exam | Fault {
  const { of, names } = options.columns
  const cell = (role: Role) => row.cells[of.get(role) ?? -1]?.trim() ?? ''
  try {
    if (row.cells.slice(names.length).some((one) => one !== ''))
      throw new Wrong(
        undefined,
        `it has ${row.cells.length} cells, and there are ${names.length} columns: is a comma in one of them? Quotes around it would be right`,
      )
    const course = cell('course')
    if (course === '') throw new Wrong('course', 'it is empty')
    const pool = cell('pool')
    return {
      line: row.line,
      course,
      students: studentsIn(cell('students')),
      ...whenOf(cell, options),
      ...(pool && { pool }),
    }
  } catch (error) {
    if (!(error instanceof Wrong)) throw error
    const column = error.role === undefined ? undefined : names[of.get(error.role) ?? -1]
    return { line: row.line, because: error.message, ...(column !== undefined && { column }) }
  }
}

/** As a description of an event would have it. */
function studentsIn(text: string): number {
  if (text === '') throw new Wrong('students', 'it is empty')
  // Spreadsheets and programs write whole numbers so.
  const plain = text.replaceAll(/\s+/g, ' ').replace(/^(\d+)[.,]0{1,2}$/, '$1')
  const { asks, problems, remarks = [] } = readDescription(`students: ${plain}`)
  const students = asks.get('')?.students
  if (students !== undefined && problems.length === 0) return students
  throw new Wrong('students', problems[0]?.text ?? remarks[0]?.text ?? `«${text}» is no number of students`)
}

type Cell = (role: Role) => string

function whenOf(cell: Cell, options: ExamOptions): Pick<Exam, 'start' | 'end'> {
  const [begin, day] = [splitMoment(cell('begin')), splitMoment(cell('date'))]
  const moment = begin ?? day
  const date = dateIn(
    begin?.[0] ?? day?.[0] ?? cell('date'),
    options.columns.of.has('date') ? 'date' : 'begin',
    options,
  )
  const written = moment?.[1] ?? cell('begin')
  const range = rangeOf(written)
  const from = wall(date, range?.[0] ?? written, 'begin')
  const to = endOf(cell, range?.[1], { date, from, options })
  if (to <= from) throw new Wrong('end', 'it ends before it begins')
  return { start: said(from), end: said(to) }
}

interface Begun {
  readonly date: string
  readonly from: number
  readonly options: ExamOptions
}

function endOf(cell: Cell, ofRange: string | undefined, { date, from, options }: Begun): number {
  const end = splitMoment(cell('end'))
  const own = cell('enddate') === '' ? date : dateIn(cell('enddate'), 'enddate', options)
  if (end) return wall(dateIn(end[0], 'end', options), end[1], 'end')
  if (cell('end') !== '') return wall(own, cell('end'), 'end')
  if (ofRange !== undefined) return wall(own, ofRange, 'begin')
  const length = cell('duration')
  if (length === '' && options.durationMs !== undefined) return from + options.durationMs
  if (length === '') throw new Wrong('end', 'it has no end; give it one, or say --duration 2h for all rows without')
  const isMinutes = /min/i.test(options.columns.names[options.columns.of.get('duration') ?? -1] ?? '')
  const ms = lengthOf(length, isMinutes)
  if (ms === undefined) throw new Wrong('duration', `«${length}» is no length of time; write it like 90m or 2h`)
  return from + ms
}

function dateIn(text: string, role: Role, { order }: ExamOptions): string {
  if (text === '') throw new Wrong(role, 'it is empty')
  const read = readDate(text)
  if (read.at === 'wrong') throw new Wrong(role, `«${text}»: ${read.because}`)
  const date = read.at === 'date' ? read.date : order && inOrder(read, order)
  if (date === undefined) throw new Wrong(role, `«${text}» is no ${order} date as the others are`)
  return date
}

/** The end of a day is the next one's midnight. */
function wall(date: string, time: string, role: Role): number {
  const ms = timeOf(time)
  const midnight = timeValue(date)?.wallMs
  if (time === '') throw new Wrong(role, 'it is empty')
  if (ms === undefined || midnight === undefined || ms > DAY_MS)
    throw new Wrong(role, `«${time}» is no time of day; write it like 09:00`)
  return midnight + ms
}

const said = (wallMs: number): string => sayWallTime(wallMs).slice(0, 16)
