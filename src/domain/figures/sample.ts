/** One number of a metric, with what it is of: labels of few values, never a person. */
export interface Sample<Label extends string = never> {
  readonly labels: Readonly<Record<Label, string>>
  readonly value: number
}

/** The pool of people of whom nobody can tell which it is, as a label: Prometheus takes an empty one for none. */
export const NO_POOL = ''

/** A word of ours as the value of a label: `held back` is `held_back`. */
export const labelOf = (words: string): string => words.replaceAll(' ', '_')
