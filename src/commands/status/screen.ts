import { columnsOf } from '../../terminal/columns.ts'
import { shownPainted } from '../../terminal/paint.ts'

/** What of a terminal it needs; `process.stdout` is one. */
export interface Terminal {
  readonly isTTY?: boolean
  readonly columns?: number
  readonly rows?: number
  write(text: string): unknown
}

/** Where something stands that changes. */
export interface Screen {
  /** @param key what it says: a text of the same key is no change; @param text how it is shown */
  show(key: string, text: string): void
}

const CSI = '\u001b['

/** At a terminal each is drawn over the one before, with its times; elsewhere a block follows for each change, and no other. */
export function screenOn(out: Terminal): Screen {
  let known: string | undefined
  let height = 0
  return {
    show: (key, said) => {
      const text = shownPainted(said)
      if (out.isTTY) {
        const lines = cut(text.split('\n'), out)
        out.write(`${height > 0 ? `${CSI}${height}A` : ''}\r${lines.map((line) => `${line}${CSI}K\n`).join('')}${CSI}J`)
        height = lines.reduce((sum, line) => sum + rowsOf(line, out), 0)
      } else if (key !== known) out.write(`${known === undefined || text.startsWith('{') ? '' : '\n'}${text}\n`)
      known = key
    },
  }
}

/** A long line takes several rows. */
const rowsOf = (line: string, { columns }: Terminal): number =>
  Math.max(1, Math.ceil(columnsOf(line) / (columns || 80)))

/** What is above the upper edge cannot be drawn over. */
function cut(lines: readonly string[], out: Terminal): string[] {
  const most = Math.max(2, (out.rows || 24) - 1)
  const shown: string[] = []
  let rows = 0
  for (const line of lines) {
    rows += rowsOf(line, out)
    if (rows > most - 1) return [...shown, '…']
    shown.push(line)
  }
  return shown
}
