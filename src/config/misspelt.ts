/**
 * A pattern of what people write who mean a key: `nodepools`, `node-pools`, `nodePolls`; never the key itself. It keeps to
 * what all regular expressions know, those of Go and of editors alike: neither looks ahead.
 * @param key letters and digits
 */
export const misspelt = (key: string): string => `^(?:${[...otherwiseCased(key), oneEditFrom(key)].join('|')})$`

function otherwiseCased(key: string): string[] {
  const words = key.split(/(?=[A-Z])/).map((word) => word.toLowerCase())
  return words.length > 1 ? [words.join(''), words.join('[-_]')] : [key.toUpperCase()]
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
