import type { Ask } from '../../../../src/domain/calendar/ask.ts'
import { readDescription } from '../../../../src/domain/calendar/description/description.ts'
import { readTitle } from '../../../../src/domain/calendar/description/title.ts'
import { meantBy } from '../../../../src/domain/calendar/meant.ts'

/** What becomes of a description with these pools: what counts, and everything that is said of it. */
export interface Answer {
  /** By pool; `''` names none. */
  readonly asks: Readonly<Record<string, Ask>>
  readonly problems: readonly string[]
  readonly remarks: readonly string[]
}

export const POOLS = ['user', 'lab', 'gpu', 'big'] as const

export function answerTo(text: string, { title = '', pools = POOLS as readonly string[] } = {}): Answer {
  const described = readDescription(text)
  const titled = readTitle(title)
  const description = titled.at === 'ask' ? { ...described, title: titled.title } : described
  const meant = meantBy(description, new Set(pools))
  return {
    asks: Object.fromEntries(meant.asks),
    problems: [...described.problems.map((one) => `${one.where}: ${one.text}`), ...meant.problems],
    remarks: [
      ...(described.remarks ?? []).map((one) => one.text),
      ...meant.remarks,
      ...(titled.at === 'remark' ? [titled.text] : []),
    ],
  }
}

/** `students 350, lab: nodes 8`; `–` for nothing. */
export const sayAsks = (asks: Answer['asks']): string =>
  Object.entries(asks)
    .map(([pool, ask]) => {
      const amounts = Object.entries(ask).map(([unit, amount]) =>
        unit === 'integer' ? `${amount}` : `${unit} ${amount}`,
      )
      return `${pool ? `${pool}: ` : ''}${amounts.join(' + ')}`
    })
    .join(', ') || '–'
