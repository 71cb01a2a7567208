/**
 * Label selectors as `kubectl -l` takes them: `a=b,c!=d,e in (x, y),f notin (z),g,!h`.
 * Semantics of apimachinery `labels.Parse`: every term must hold; `!=` and `notin` also hold where the label is missing.
 */
export type Labels = Readonly<Record<string, string>>
export type Selector = readonly Term[]

interface Term {
  readonly key: string
  readonly operator: 'in' | 'notin' | 'exists' | 'absent'
  readonly values: readonly string[]
}

const NAME = '[A-Za-z0-9_.\\-/]+'
const TERMS: readonly [RegExp, (match: RegExpExecArray) => Term][] = [
  [
    new RegExp(`^(${NAME})\\s*(?:==|=)\\s*(${NAME})?$`),
    ([, key = '', value = '']) => ({ key, operator: 'in', values: [value] }),
  ],
  [
    new RegExp(`^(${NAME})\\s*!=\\s*(${NAME})?$`),
    ([, key = '', value = '']) => ({ key, operator: 'notin', values: [value] }),
  ],
  [
    new RegExp(`^(${NAME})\\s+(in|notin)\\s*\\(([^()]*)\\)$`),
    ([, key = '', operator, list = '']) => ({
      key,
      operator: operator === 'in' ? 'in' : 'notin',
      values: list.split(',').map((value) => value.trim()),
    }),
  ],
  [new RegExp(`^!\\s*(${NAME})$`), ([, key = '']) => ({ key, operator: 'absent', values: [] })],
  [new RegExp(`^(${NAME})$`), ([, key = '']) => ({ key, operator: 'exists', values: [] })],
]

/** @returns the selector, or undefined when the text is not one. The empty text selects everything. */
export function parseSelector(text: string): Selector | undefined {
  const terms: Term[] = []
  for (const part of partsOf(text)) {
    if (part === '') {
      if (text.trim() === '') return []
      return undefined
    }
    const term = parseTerm(part)
    if (!term) return undefined
    terms.push(term)
  }
  return terms
}

/** What stands between commas that are not in parentheses. */
function partsOf(text: string): string[] {
  const parts: string[] = []
  let [isInside, begin] = [false, 0]
  for (const { 0: mark, index } of text.matchAll(/[(),]/g)) {
    if (mark !== ',') isInside = mark === '('
    else if (!isInside) {
      parts.push(text.slice(begin, index).trim())
      begin = index + 1
    }
  }
  return [...parts, text.slice(begin).trim()]
}

function parseTerm(text: string): Term | undefined {
  for (const [pattern, build] of TERMS) {
    const match = pattern.exec(text)
    if (match) return build(match)
  }
  return undefined
}

export const selects = (selector: Selector, labels: Labels): boolean => selector.every((term) => holds(term, labels))

function holds({ key, operator, values }: Term, labels: Labels): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined
  switch (operator) {
    case 'in':
      return value !== undefined && values.includes(value)
    case 'notin':
      return value === undefined || !values.includes(value)
    case 'exists':
      return value !== undefined
    case 'absent':
      return value === undefined
  }
}

/** The `key=value` terms as labels to put on an object so that the selector finds it; undefined if a term is of another kind. */
export function labelsOf(selector: Selector): Labels | undefined {
  const labels: Record<string, string> = {}
  for (const { key, operator, values } of selector) {
    const [value] = values
    if (operator !== 'in' || values.length !== 1 || value === undefined) return undefined
    labels[key] = value
  }
  return labels
}

/** Whether every pair of `wanted` is among `labels` (a nodeSelector or matchLabels). The empty one matches everything. */
export function matchesLabels(wanted: Labels, labels: Labels): boolean {
  for (const key in wanted) if (labels[key] !== wanted[key]) return false
  return true
}
