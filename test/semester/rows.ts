/** A table in which what is announced stands beside what reacts and remembers, and beside what must be reached. */

/** As it was before the forecast, and with all of it. */
export const BOTH = {
  off: { reactions: 'off', history: 'off' },
  on: { reactions: 'on', history: 'on' },
} as const
export type Setting = keyof typeof BOTH

/** One number of a table, as it is found in what was played with one seed. */
export interface Measure<Played> {
  readonly what: string
  /** Default 0: whole people. */
  readonly digits?: number
  /** The mean over the seeds must not be above it. */
  readonly atMost?: number
  /** Missing: there is nothing to compare with. */
  readonly off?: (played: Played) => number
  readonly on: (played: Played) => number
}

export const HEAD = '| | seeds | `reactions: "off"` | on | at most | |\n|---|---|---|---|---|---|'

/** A line of Markdown: the mean of the seeds, and in brackets each. */
export function rowOf<Played>(
  { what, digits = 0, atMost, off, on }: Measure<Played>,
  played: ReadonlyMap<number, Played>,
): string {
  const each = (of: (one: Played) => number) => [...played.values()].map(of)
  const say = (values: readonly number[]) =>
    `${mean(values).toFixed(digits)} (${values.map((one) => one.toFixed(digits)).join(', ')})`
  const reached = Number(mean(each(on)).toFixed(digits))
  const judged = atMost === undefined ? '' : reached <= atMost ? 'holds' : '**missed**'
  const cells = [what, [...played.keys()].join(', '), off ? say(each(off)) : '–', say(each(on)), atMost ?? '', judged]
  return `| ${cells.join(' | ')} |`
}

const mean = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0) / values.length
