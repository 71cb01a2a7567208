import { ANY_POOL, type Ask } from '../ask.ts'
import type { TitleAsk } from '../occurrence.ts'
import { example } from '../say-ask.ts'
import { amountAt } from './amount.ts'
import { bareAsked } from './asked.ts'
import { plainCharacters } from './characters.ts'
import { readEntry } from './entry.ts'
import { mentionedIn } from './hint.ts'
import { isPoolName, keyOf } from './key.ts'
import { withoutInclusion } from './words/fold.ts'

/** What a title asks for: a number with its unit, set off from the rest of it. */
export type ReadTitle =
  | { readonly at: 'nothing' }
  | { readonly at: 'ask'; readonly title: TitleAsk }
  | { readonly at: 'remark'; readonly text: string }

const LONGEST = 300
const BRACKETS = /[()[\]{}（）【】]/
/** What else sets a part of a title off. */
const APART = /[|;·•]|,(?!\d{3}(?!\d))|\s[-+/]{1,2}\s|\.\s/

/**
 * «Data 8 (350 students)», «Data 8: 350 Studierende», «Data 8 – students: 350». Titles are full of numbers that count
 * nothing («Data 100», «Room 350», «Students 2026 orientation»), so whatever is not set off and whole asks for nothing;
 * and «Wheeler 150, 732 seats» are those of a room.
 */
export function readTitle(title: string): ReadTitle {
  if (!/\p{N}|\p{sc=Han}|hundred/u.test(title)) return { at: 'nothing' }
  const text = withoutInclusion(plainCharacters(title).slice(0, LONGEST).replaceAll(/["`*]/g, ''))
  const asks = text.split(BRACKETS).flatMap((part) => {
    const inner = part.split(APART)
    return inner.flatMap((one) => partOf(one.trim(), inner.length === 1) ?? [])
  })
  const [first, ...others] = asks
  if (first && others.length === 0) return { at: 'ask', title: first }
  const found = first ? undefined : mentionedIn(text)
  if (found === undefined) return { at: 'nothing' }
  const right = `${example(ANY_POOL, found.unit, found.amount)} in the description would be right`
  return {
    at: 'remark',
    text: `it is not counted; if so many ${found.unit === 'students' ? 'come' : 'are meant'}, ${right}`,
  }
}

/** @param isAlone nothing stands beside it that could say what the number is of */
function partOf(part: string, isAlone: boolean): TitleAsk | undefined {
  const bare = wholeAmount(part)
  if (bare) return isAlone || 'students' in bare ? { ask: bare } : undefined
  const colon = /^([^:=]{1,80}?)\s?[:=]\s*(.+)$/.exec(part)
  if (colon === null) return undefined
  const [, key = '', value = ''] = colon
  const { unit, strangers } = keyOf(key)
  if (unit !== undefined && strangers === 0) {
    const said = readEntry(part)
    return said.at === 'ask' && said.pool === ANY_POOL ? { ask: said.ask } : undefined
  }
  const under = unit === undefined ? wholeAmount(value) : undefined
  if (under === undefined || !('students' in under)) return undefined
  return { ask: under, ...(isPoolName(key) && { pool: key }) }
}

/** «350 students» and nothing else. */
function wholeAmount(text: string): Ask | undefined {
  const amount = amountAt(text)
  const said = amount?.unit !== undefined && amount.rest === '' ? bareAsked(amount, text) : undefined
  return said?.at === 'ask' ? said.ask : undefined
}
