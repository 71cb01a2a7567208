import { atTheRight, columnsOf, filledUp } from './columns.ts'
import { shownOnOneLine } from './shown.ts'

/**
 * Rows as lines, in columns as wide as what is in them is on a terminal; each cell is on one line, whatever is in it.
 * @param fill how cells become as wide as their column, by its index; default: at the left
 */
export function inColumns(
  rows: readonly (readonly string[])[],
  fill: (column: number) => typeof filledUp = () => filledUp,
): string[] {
  const cells = rows.map((row) => row.map(shownOnOneLine))
  const count = cells.reduce((most, { length }) => Math.max(most, length), 0)
  const widths = Array.from({ length: count }, (_, column) =>
    cells.reduce((most, row) => Math.max(most, columnsOf(row[column] ?? '')), 0),
  )
  return cells.map((row) =>
    row
      .map((cell, column) => fill(column)(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

/** Rows below their heads. */
export const sayTable = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  inColumns([heads, ...rows]).join('\n')

/** A table of numbers, below one another at the right; the first column says of what they are. */
export const numberColumns = (rows: readonly (readonly string[])[]): string[] =>
  inColumns(rows, (column) => (column === 0 ? filledUp : atTheRight))
