import { readFile } from 'node:fs/promises'
import { parseDuration } from '../../domain/duration.ts'
import { nearest, sayCount, sayNoPool, sayPlainly } from '../../domain/say.ts'
import type { Order } from '../../domain/timetable/dates.ts'
import { decodedTable } from '../../domain/timetable/decoded.ts'
import type { Exam, Fault } from '../../domain/timetable/exam.ts'
import { ROLES, type Role } from '../../domain/timetable/roles.ts'
import { readTimetable } from '../../domain/timetable/timetable.ts'
import type { Answer } from '../answer.ts'
import { loadConfigFile } from '../load-config-file.ts'
import { checkZone } from '../read-calendars.ts'
import { InputError } from '../read-input.ts'
import { examsToIcs } from './ics.ts'
import { examsToSchedule } from './schedule.ts'

export interface ImportOptions {
  readonly as: 'ics' | 'schedule'
  readonly dates?: Order | undefined
  /** `students=Enrolled,begin=From` */
  readonly columns?: string | undefined
  readonly duration?: string | undefined
  readonly timezone?: string | undefined
  readonly pool?: string | undefined
  /** Whose pools there are, and whose time zone. */
  readonly config?: string | undefined
}

/**
 * Makes a calendar or a schedule of a table of exams. A row that cannot be read is said, and is not in the answer, which
 * then fails; of a table without one that can be read there is no answer.
 * @throws InputError
 */
export async function importTable(path: string, options: ImportOptions, nowMs: number): Promise<Answer> {
  checkZone(options.timezone)
  const { pool = '' } = options
  const known = options.config === undefined ? undefined : (await loadConfigFile(options.config)).config
  const timezone = options.timezone ?? known?.calendar.timezone
  if (known && pool !== '' && !known.pools.has(pool))
    throw new InputError(`--pool: ${sayNoPool(pool, known.pools.keys())}`)
  const table = readTimetable(decodedTable(await bytesOf(path)), {
    columns: columnsIn(options.columns),
    order: options.dates,
    durationMs: lengthOf(options.duration),
  })
  if (table.at === 'wrong') throw new InputError(`${path}: ${table.because}`)
  const [exams, lost] = withPools(table.exams, known?.pools)
  const unread = [...table.faults, ...lost].toSorted((a, b) => a.line - b.line).map((fault) => say(path, fault))
  if (exams.length === 0)
    throw new InputError(`no row of ${path} can be read\n${unread.map((one) => `  ${one}`).join('\n')}`)
  const text =
    options.as === 'ics' ? examsToIcs(exams, { timezone, pool, nowMs }) : examsToSchedule(exams, { timezone, pool })
  const zone =
    timezone === undefined ? ['times are in the zone of the calendar that takes them; --timezone names another'] : []
  return { text, unread, notes: [`${sayCount(exams.length, 'exam')} of ${path}`, ...table.notes, ...zone] }
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path === '-' ? '/dev/stdin' : path)
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw new InputError(`cannot read ${path}: ${isMissing ? 'there is no such file' : (error as Error).message}`)
  }
}

function columnsIn(text = ''): ReadonlyMap<Role, string> {
  const parts = text.split(',').filter((part) => part.trim() !== '')
  return new Map(
    parts.map((part): [Role, string] => {
      const [name = '', column = ''] = part.split(/=(.*)/s).map((one) => one.trim())
      const role = ROLES.find((one) => one === name)
      if (role !== undefined && column !== '') return [role, column]
      const meant = nearest(name, ROLES)
      throw new InputError(
        `--columns ${part}: write it like students=Enrolled; ${meant && role === undefined ? `did you mean ${meant}?` : `it names ${ROLES.join(', ')}`}`,
      )
    }),
  )
}

function lengthOf(text: string | undefined): number | undefined {
  const ms = parseDuration(text)
  if (text !== undefined && !ms)
    throw new InputError(`--duration ${text} is no length of time; write it like 90m or 2h`)
  return ms
}

/** Those whose pool there is; of the others why not. @param pools undefined: nobody knows */
function withPools(exams: readonly Exam[], pools?: ReadonlyMap<string, unknown>): [readonly Exam[], Fault[]] {
  if (pools === undefined) return [exams, []]
  const isThere = ({ pool }: Exam) => pool === undefined || pools.has(pool)
  const lost = exams.flatMap((exam) =>
    isThere(exam) ? [] : [{ line: exam.line, because: sayNoPool(exam.pool ?? '', pools.keys()) }],
  )
  return [exams.filter(isThere), lost]
}

const say = (path: string, { line, column, because }: Fault): string =>
  sayPlainly(`${path}, line ${line}${column === undefined ? '' : `, column «${column}»`}: ${because}`)
