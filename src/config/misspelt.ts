/**
 * A pattern of what people write who mean a key: `nodepools`, `node-pools`, `nodePolls`; never the key itself. It keeps to
 * what all regular expressions know, those of Go and of editors alike: neither looks ahead.
 * @param key letters and digits
 * @param others keys that stand beside it: who writes `seats` does not mean `seat` where both are known
 */
export function misspelt(key: string, others: readonly string[] = []): string {
  const written = [...otherwiseCased(key), oneEditFrom(key)]
  return whole(isOneOf(others, written.join('|')) ? editsOf(key).filter((edit) => !isOneOf(others, edit)) : written)
}

const whole = (choices: readonly string[]): string => `^(?:${choices.join('|')})$`

const isOneOf = (keys: readonly string[], choice: string): boolean => {
  const pattern = new RegExp(whole([choice]))
  return keys.some((key) => pattern.test(key))
}

function otherwiseCased(key: string): string[] {
  const words = key.split(/(?=[A-Z])/).map((word) => word.toLowerCase())
  return words.length > 1 ? [words.join(''), words.join('[-_]')] : [key.toUpperCase()]
}

/** The same one by one, longer. */
function editsOf(key: string): string[] {
  const edits = [...key].flatMap((letter, at) => {
    const [before, after] = [key.slice(0, at), key.slice(at + 1)]
    const next = after[0]
    const swapped = next === undefined || next === letter ? [] : [`${before}${next}${letter}${after.slice(1)}`]
    return [`${before}${after}`, `${before}[^${letter}]${after}`, `${before}.${letter}${after}`, ...swapped]
  })
  return [...otherwiseCased(key), ...edits, `${key}.`]
}

/** One letter wrong, missing, too many, or changed places with the next. */
function oneEditFrom(text: string): string {
  const [letter, ...rest] = text
  if (letter === undefined) return '.'
  const [next, ...after] = rest
  const left = rest.join('')
  const swapped = next === undefined || next === letter ? [] : [`${next}${letter}${after.join('')}`]
  return `(?:${[`[^${letter}]?${left}`, `.${text}`, ...swapped, `${letter}${oneEditFrom(left)}`].join('|')})`
}
