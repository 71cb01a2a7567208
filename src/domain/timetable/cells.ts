import { CsvError, type Options, parse } from 'csv-parse/sync'

export interface Row {
  /** Of the file, from 1; of a row on several lines the last. */
  readonly line: number
  readonly cells: readonly string[]
}

/** The rows of a table that are not empty, or why it is none. */
export type Cells =
  | { readonly at: 'rows'; readonly rows: readonly Row[] }
  | { readonly at: 'wrong'; readonly because: string }

const DELIMITERS = [',', ';', '\t', '|'] as const
/** So many rows are looked at for how cells are divided. */
const LOOKED_AT = 12

/**
 * Reads comma-separated values, or separated by semicolons, tabs or bars: by what divides the first rows most and evenly.
 * Excel's `sep=;` says it itself.
 */
export function cellsOf(text: string): Cells {
  const [said, own, lineEnd = ''] = /^\uFEFF?sep=(.)(\r?\n)/i.exec(text) ?? []
  // Its line stays, so that the others keep their numbers.
  const body = said === undefined ? text : `${lineEnd}${text.slice(said.length)}`
  const all = (own === undefined ? DELIMITERS : [own]).map((delimiter) => split(body, delimiter))
  const readable = all.filter((one) => one.at === 'rows')
  const [best] = readable.toSorted((a, b) => evenness(b.rows) - evenness(a.rows))
  return best ?? all[0] ?? { at: 'wrong', because: 'it is empty' }
}

/** How many rows have as many cells as most, by their number. */
function evenness(rows: readonly Row[]): number {
  const looked = rows.slice(0, LOOKED_AT)
  const counts = [...Map.groupBy(looked, ({ cells }) => cells.length)].map(([cells, own]) => (cells - 1) * own.length)
  return Math.max(0, ...counts)
}

const OPTIONS: Options = {
  bom: true,
  info: true,
  relax_column_count: true,
  // A quote within a cell is one.
  relax_quotes: true,
  skip_empty_lines: true,
  trim: true,
}

interface Parsed {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

function split(text: string, delimiter: string): Cells {
  try {
    const parsed = parse(text, { ...OPTIONS, delimiter }) as unknown as readonly Parsed[]
    const rows = parsed.map(({ record, info }) => ({ line: info.lines, cells: record }))
    const filled = rows.filter(({ cells }) => cells.some((cell) => cell !== ''))
    return filled.length > 0 ? { at: 'rows', rows: filled } : { at: 'wrong', because: 'it is empty' }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { at: 'wrong', because: `it is no table of comma-separated values: ${error.message}` }
  }
}
