import { quote } from '../trouble.ts'
import { amountAt } from './amount.ts'
import { mentionedIn } from './hint.ts'
import { NOTHING, type Said } from './said.ts'
import { folded } from './words/fold.ts'

/** As a class may be called, and more: «Data 8 (Lecture)». */
const LONGEST = 60
const CLASS_KEYS: ReadonlySet<string> = new Set(
  'class course who klasse kurs lehrveranstaltung cours curso corso'.split(' '),
)
const TOKEN = /^[\w.-]+$/

/**
 * «class: data8», «Course: Data 8»: whose people it is about, if there is such a class. Where a number of people stands, it is
 * that which the line says.
 */
export function classSaid(key: string, value: string, line: string): Said {
  const word = folded(key)
  if (!CLASS_KEYS.has(word) || value.length > LONGEST) return NOTHING
  const name =
    value
      .split(/[,;(|]/)[0]
      ?.replaceAll(/["'`.]+$|^["'`]+/g, '')
      .trim() ?? ''
  if (!/\p{L}/u.test(name) || amountAt(value) !== undefined || mentionedIn(value) !== undefined) return NOTHING
  return { at: 'class', name, line: quote(line), isPlain: key === 'class' && TOKEN.test(name) }
}
