import { CORE_SCHEMA, load } from 'js-yaml'
import { quote, short } from '../trouble.ts'

/** What a line of a description is, before anybody asks which pools there are. */
export type Entry =
  | { readonly at: 'prose' }
  /** `word: other text`: prose, unless the word is one of ours. */
  | { readonly at: 'text'; readonly key: string; readonly written: string }
  | { readonly at: 'value'; readonly key: string; readonly value: Scalar | object; readonly written: string }
  | { readonly at: 'wrong'; readonly key: string; readonly text: string }

/** A YAML scalar that may stand for a number; any other string is prose, and no Scalar. */
type Scalar = number | boolean | Quoted
interface Quoted {
  readonly quoted: string
}

const PROSE: Entry = { at: 'prose' }
/** A pool's name as it is written before a colon: one word, with a letter in it; quotes are fine. */
const LINE = /^(["']?)([A-Za-z0-9][\w.-]{0,62})\1[ \t]*:(?:[ \t]+(.*))?$/
const NEAR = /^([+-]?\d{1,9})\s*(?:nodes?|placeholders?|pods?|spare|x)?\s*(?:[.,;!]|\/\/.*|\(.*\))?$/i
/** Numbers that video calls put into their invitations. */
const INVITATION = /^(pass(code|word)|pin|phone|tel(ephone)?|fax|mobile|id)$/i
const PEOPLE = /^(\d{1,9})\s*(students?|seats?|people|persons?|users?|participants?)\b[\s.,;!]*$/i

/**
 * Reads one line, without its comment: `pool: 2` is an entry, and `pool: {…}`; «Location: room 101», «Agenda:» and
 * «Meeting at 9: bring pens» are prose. What is nearly an entry is wrong, with what would be right.
 */
export function entryOf(line: string): Entry {
  const bullet = /^[-*•–]\s+(.+)$/.exec(line)?.[1]
  if (bullet !== undefined) return listItem(bullet)
  if (/^\d{1,4}$/.test(line))
    return {
      at: 'wrong',
      key: line,
      text: `a number alone asks no pool: write \`user: ${line}\`, with the pool's name`,
    }
  if (line.startsWith('[')) return loneList(line)
  const [, , key = '', value = ''] = LINE.exec(line) ?? []
  if (/[A-Za-z]/.test(key)) return keyed(key, value.trim())
  const glued = /^([A-Za-z][\w.-]{0,62}):(\d{1,6})$/.exec(line)
  if (glued) return { at: 'wrong', key: glued[1] ?? '', text: `a space is missing: write \`${glued[1]}: ${glued[2]}\`` }
  return PROSE
}

const LIST = 'a list asks no pool: write one line a pool, `user: 2`'

function listItem(item: string): Entry {
  const entry = entryOf(item)
  if (entry.at === 'prose' || entry.at === 'text') return PROSE
  const key = entry.key
  return {
    at: 'wrong',
    key,
    text: `${LIST}${entry.at === 'value' ? `; here \`${short(item)}\` without the dash` : ''}`,
  }
}

function loneList(line: string): Entry {
  const list = flow('a list', line)
  const asks = list.at === 'value' && Object.values(list.value).some((item) => typeof item !== 'string')
  return asks ? { at: 'wrong', key: 'a list', text: LIST } : PROSE
}

function keyed(key: string, written: string): Entry {
  const right = (text: string): Entry => ({ at: 'wrong', key, text })
  const as = (value: Scalar | object): Entry => ({ at: 'value', key, value, written })
  if (INVITATION.test(key) && /^\d{4,}$/.test(written)) return { at: 'text', key, written }
  if (/^[+-]?(\d{1,15}|\d*\.\d+|\d+\.\d*)(e[+-]?\d{1,3})?$/i.test(written)) return as(Number(written))
  if (/^[+-]?\.(inf|nan)$/i.test(written) || /^0[xo][0-9a-f]+$/i.test(written))
    return right(`${quote(written)} is no whole number: ${example(key)}`)
  if (/^(true|false|yes|no|on|off)$/i.test(written)) return as(/^(true|yes|on)$/i.test(written))
  const quoted = /^"([^"]*)"$|^'([^']*)'$/.exec(written)
  if (quoted)
    return /^\s*[+-]?\d/.test(quoted[1] ?? quoted[2] ?? '')
      ? as({ quoted: (quoted[1] ?? quoted[2] ?? '').trim() })
      : PROSE
  if (/^[{[]/.test(written)) return flow(key, written)
  const people = PEOPLE.exec(written)
  if (people) return right(`${quote(written)} is no whole number: ${example(key)}`)
  const near = NEAR.exec(written)
  if (near === null) return { at: 'text', key, written }
  return right(`${quote(written)} is no whole number: ${example(key, near[1]?.replace(/^[+-]/, ''))}`)
}

export const example = (key: string, amount = '2'): string => `\`${key}: ${amount}\` would be right`

/** `{…}` and `[…]`, as YAML: what cannot be read is wrong only where it looks like an entry. */
function flow(key: string, written: string): Entry {
  try {
    const value: unknown = load(written, { schema: CORE_SCHEMA, maxDepth: 8, maxAliases: 0 })
    return typeof value === 'object' && value !== null ? { at: 'value', key, value, written } : PROSE
  } catch {
    return /\d/.test(written) && /^\{/.test(written)
      ? { at: 'wrong', key, text: `${quote(written)} cannot be read: ${example(key)}` }
      : PROSE
  }
}
