/**
 * A pattern of what people write who mean a key: `nodepools`, `node-pools`, `nodePolls`; never the key itself. It keeps to
 * what all regular expressions know, those of Go and of editors alike: neither looks ahead.
 * @param key letters and digits
 * @param others keys that stand beside it: who writes `seats` does not mean `seat` where both are known
 */
export function misspelt(key: string, others: readonly string[] = []): string {
  const isFree = (choice: string) => {
    const pattern = new RegExp(whole(choice))
    return !others.some((other) => pattern.test(other))
  }
  return whole([...otherwiseCased(key).filter(isFree), ...oneEditFrom('', key, isFree)].join('|'))
}

const whole = (choice: string): string => `^(?:${choice})$`

function otherwiseCased(key: string): string[] {
  const words = key.split(/(?=[A-Z])/).map((word) => word.toLowerCase())
  return words.length > 1 ? [words.join(''), words.join('[-_]')] : [key.toUpperCase()]
}

/**
 * One letter wrong, missing, too many, or changed places with the next.
 * @param before what stands before the text, as it should be
 * @returns one pattern for all of them; none where none is free
 */
function oneEditFrom(before: string, text: string, isFree: (choice: string) => boolean): string[] {
  const isOwn = (edit: string) => isFree(`${before}${edit}`)
  const [letter, ...rest] = text
  if (letter === undefined) return ['.'].filter(isOwn)
  const [next, ...after] = rest
  const left = rest.join('')
  const wrong = isOwn(left) ? `[^${letter}]?${left}` : `[^${letter}]${left}`
  const swapped = next === undefined || next === letter ? [] : [`${next}${letter}${after.join('')}`]
  const later = oneEditFrom(`${before}${letter}`, left, isFree).map((edits) => `${letter}${edits}`)
  const edits = [...[wrong, `.${text}`, ...swapped].filter(isOwn), ...later]
  return edits.length > 0 ? [`(?:${edits.join('|')})`] : []
}
