import { MOST } from '../text/budget.ts'

/** A recurrence rule as somebody wrote it, taken apart: parts in capitals, and what had to be forgiven for it. */
export interface RuleText {
  /** Those without `=` have no value. */
  readonly parts: readonly (readonly [name: string, value?: string])[]
  /** Each in a few words: `quotes`, `COUNT without a value`. */
  readonly forgiven: readonly string[]
}

const NAMES =
  '(?:FREQ|UNTIL|COUNT|INTERVAL|BYSECOND|BYMINUTE|BYHOUR|BYDAY|BYMONTHDAY|BYYEARDAY|BYWEEKNO|BYMONTH|BYSETPOS|WKST)'

/** What has no meaning in a rule, and can only be meant to be away or to be another thing. */
const MISTAKES: readonly (readonly [pattern: RegExp, by: string, name: string])[] = [
  [/["'`\u2018\u2019\u201C\u201D«»]/g, '', 'quotes'],
  [/[()[\]{}]/g, '', 'brackets'],
  [/\\N?/g, '', 'backslashes'],
  [/(?<=^|;) ?(?:(?:RRULE|EXRULE) ?[:=] ?)+/g, '', '`RRULE:` twice'],
  [/(?<=(?:^|;) ?UNTIL) ?[;=:] ?TZID ?= ?[^:;]*: ?/g, '=', 'a zone in UNTIL'],
  [new RegExp(`(?<=[^;, ]) ?[, &] ?(?=${NAMES} ?[=:])`, 'g'), ';', 'parts without a semicolon between them'],
  [new RegExp(`(?<=(?:^|;) ?${NAMES}) ?: ?`, 'g'), '=', 'colons for `=`'],
]

/** Its case, spaces around parts and empty parts are not worth a word. */
export function ruleText(text: string): RuleText {
  const forgiven: string[] = []
  const plain = text.normalize('NFKC')
  if (plain !== text && /[^\x20-\x7E]/.test(text)) forgiven.push('unusual characters')
  let rule = plain.toUpperCase().replaceAll(/[\s\u200B\uFEFF]+/g, ' ')
  for (const [pattern, by, name] of MISTAKES) {
    const mended = rule.replace(pattern, by)
    if (mended !== rule) forgiven.push(name)
    rule = mended
  }
  const parts = rule.split(';').flatMap((part) => partOf(part, forgiven) ?? [])
  return { parts, forgiven: [...new Set(forgiven)] }
}

/** Whether nothing of it is left but empty parts. */
export const saysNothing = (text: string): boolean =>
  text.length <= MOST.rule && /^[\s;,"'\\]*(?:R?RULE\s*:[\s;,"'\\]*)*$/i.test(text)

function partOf(text: string, forgiven: string[]): readonly (readonly [string, string?])[] | undefined {
  const [name = '', written] = text.split('=', 2).map((side) => side.trim())
  if (name === '' && written === undefined) return undefined
  if (written === undefined || name.startsWith('X-')) return [written === undefined ? [name] : [name, written]]
  const value = name === 'UNTIL' ? written : items(name, written, forgiven)
  if (value !== '') return [[name, value]]
  forgiven.push(`${name} without a value`)
  return undefined
}

/** A list without spaces, without what is empty or twice, and with weekdays as two letters. */
function items(name: string, written: string, forgiven: string[]): string {
  if (written.includes(' ')) forgiven.push('spaces')
  const all = written.replaceAll(' ', '').split(',')
  const full = all.filter((item) => item !== '')
  if (full.length > 0 && full.length < all.length) forgiven.push(`empty entries of ${name}`)
  const short = name === 'BYDAY' || name === 'WKST' ? full.map(weekday) : full
  if (short.some((item, at) => item !== full[at])) forgiven.push('names of weekdays')
  return [...new Set(short)].join(',')
}

const WEEKDAY =
  /^([+-]?\d{0,2})(?:(MO)N(?:DAY)?|(TU)E(?:S|SDAY)?|(WE)D(?:NESDAY)?|(TH)U(?:R|RS|RSDAY)?|(FR)I(?:DAY)?|(SA)T(?:URDAY)?|(SU)N(?:DAY)?)$/

function weekday(item: string): string {
  const match = WEEKDAY.exec(item)
  return match === null ? item : `${match[1]}${match.slice(2).find(Boolean)}`
}
