import { sayPlainly } from '../say.ts'
import { cellsOf, type Row } from './cells.ts'
import { type Columns, columnsOf } from './columns.ts'
import { inOrder, type Order, type ReadDate, readDate } from './dates.ts'
import { type Exam, examOf, type Fault } from './exam.ts'
import type { Role } from './roles.ts'
import { splitMoment } from './times.ts'

export interface TimetableOptions {
  /** Columns that a person named, by role. */
  readonly columns?: ReadonlyMap<Role, string>
  readonly order?: Order | undefined
  /** Of rows without an end. */
  readonly durationMs?: number | undefined
}

/** What a table of exams holds: each row is an exam or a fault. Or why nothing of it can be read. */
export type Timetable =
  | {
      readonly at: 'read'
      readonly exams: readonly Exam[]
      readonly faults: readonly Fault[]
      /** What was guessed, for who has to see that it is right. */
      readonly notes: readonly string[]
    }
  | { readonly at: 'wrong'; readonly because: string }

/** Reads the text of a table. Never throws. */
export function readTimetable(text: string, options: TimetableOptions = {}): Timetable {
  const cells = cellsOf(text)
  if (cells.at === 'wrong') return cells
  const columns = columnsOf(cells.rows, options.columns)
  if (columns.at === 'wrong') return { at: 'wrong', because: sayPlainly(columns.because) }
  const rows = cells.rows.filter(({ line }) => line > columns.line)
  if (rows.length === 0)
    return { at: 'wrong', because: `there is nothing below line ${columns.line}, which names the columns` }
  const ordered = options.order ?? orderOf(rows, columns)
  if (typeof ordered === 'object' && ordered.at === 'wrong') return ordered
  const order = typeof ordered === 'object' ? ordered.order : ordered
  const read = rows.map((row) => examOf(row, { columns, order, durationMs: options.durationMs }))
  const exams = read.filter((one) => 'course' in one)
  return {
    at: 'read',
    exams,
    faults: read.filter((one) => 'because' in one),
    notes: [sayColumns(columns), ...(typeof ordered === 'object' ? [ordered.note] : []), ...twice(exams)].map(
      sayPlainly,
    ),
  }
}

type Ordered =
  | { readonly at: 'order'; readonly order: Order; readonly note: string }
  | { readonly at: 'wrong'; readonly because: string }
type Either = Extract<ReadDate, { at: 'either' }>

/** What one date shows of the others: 24/03/2026 can have its day first only. */
function orderOf(rows: readonly Row[], { of }: Columns): Ordered | undefined {
  const dates = rows.flatMap(({ line, cells }) =>
    (['date', 'enddate', 'begin', 'end'] as const).flatMap((role) => {
      const cell = cells[of.get(role) ?? -1] ?? ''
      const read = readDate(splitMoment(cell)?.[0] ?? cell)
      return read.at === 'either' ? [{ line, cell, read }] : []
    }),
  )
  const [first] = dates
  if (first === undefined) return undefined
  const only = (order: Order, other: Order) =>
    dates.find(({ read }) => inOrder(read, order) !== undefined && inOrder(read, other) === undefined)
  const [day, month] = [only('day-first', 'month-first'), only('month-first', 'day-first')]
  if (day && month)
    return {
      at: 'wrong',
      because: `«${day.cell}» in line ${day.line} has its day first, and «${month.cell}» in line ${month.line} its month: write all dates like 2026-03-24`,
    }
  const shown = day ?? month
  if (shown) {
    const order = day ? 'day-first' : 'month-first'
    return { at: 'order', order, note: `dates are ${order}, as «${shown.cell}» in line ${shown.line} shows` }
  }
  return { at: 'wrong', because: sayEither(first) }
}

const sayEither = ({
  line,
  cell,
  read,
}: {
  readonly line: number
  readonly cell: string
  readonly read: Either
}): string =>
  `«${cell}» in line ${line} is ${inOrder(read, 'day-first')} if the day stands first, and ${inOrder(read, 'month-first')} if the month does: say --dates day-first or --dates month-first`

const sayColumns = ({ of, names, line }: Columns): string =>
  `line ${line} names the columns: ${[...of].map(([role, at]) => `${role} «${names[at]}»`).join(', ')}`

/** Students of rows that are the same count twice. */
function twice(exams: readonly Exam[]): string[] {
  const same = Map.groupBy(exams, ({ line: _, ...rest }) => JSON.stringify(rest))
  return [...same.values()]
    .filter(({ length }) => length > 1)
    .map(
      (own) =>
        `lines ${own.map(({ line }) => line).join(' and ')} are the same, and count each; remove one if it is one exam`,
    )
}
