import { Remembered } from '../../remembered.ts'
import { timeValue } from '../text/value.ts'
import { short } from '../trouble.ts'
import { possibleUntil } from './possible-until.ts'
import { type RuleText, ruleText } from './rule-text.ts'

/** The parts of a recurrence rule by name (RFC 5545 §3.3.10), in capitals, each one legal by itself and beside the others. */
export type RuleParts = ReadonlyMap<string, string>

/** A rule as it is understood, and what had to be forgiven for it, each in a few words. */
export interface ReadRule {
  readonly parts: RuleParts
  /** The parts as one. */
  readonly text: string
  readonly forgiven: readonly string[]
}

/** A rule that cannot be read; its message says why, for people. */
export class BadRule extends Error {}

const DAYS = '(?:SU|MO|TU|WE|TH|FR|SA)'
const list = (item: string) => new RegExp(`^${item}(?:,${item})*$`)
const NUMBERS = list('[+-]?\\d{1,3}')
const within = (low: number, high: number) => (text: string) =>
  NUMBERS.test(text) &&
  text
    .split(',')
    .every((n) => Math.abs(Number(n)) >= Math.abs(low) && Math.abs(Number(n)) <= high && (low < 0 || Number(n) >= 0))
const matches = (pattern: RegExp) => (text: string) => pattern.test(text)

const PARTS: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ['FREQ', matches(/^(SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)$/)],
  ['INTERVAL', matches(/^0*[1-9]\d{0,8}$/)],
  ['COUNT', matches(/^0*[1-9]\d{0,11}$/)],
  ['UNTIL', (text) => timeValue(text) !== undefined],
  ['BYSECOND', within(0, 60)],
  ['BYMINUTE', within(0, 59)],
  ['BYHOUR', within(0, 23)],
  ['BYDAY', matches(list(`(?:[+-]?\\d{1,2})?${DAYS}`))],
  ['BYMONTHDAY', within(-1, 31)],
  ['BYYEARDAY', within(-1, 366)],
  ['BYWEEKNO', within(-1, 53)],
  ['BYMONTH', matches(list('0*(?:[1-9]|1[0-2])'))],
  ['BYSETPOS', within(-1, 366)],
  ['WKST', matches(new RegExp(`^${DAYS}$`))],
  // RFC 7529: other calendars, and what becomes of days that a month does not have.
  ['RSCALE', matches(/^GREGORIAN$/)],
  ['SKIP', matches(/^OMIT$/)],
])

const remembered = new Remembered<string, ReadRule>(256)

/** Cosmetic mistakes are forgiven where one meaning is left. @throws BadRule when it cannot be read */
export const readParts = (text: string): ReadRule => remembered.get(text, () => partsOf(text))

function partsOf(text: string): ReadRule {
  const { parts, forgiven } = legalParts(ruleText(text))
  const freq = parts.get('FREQ')
  if (freq === undefined) throw new BadRule('FREQ is missing')
  parts.delete('RSCALE')
  parts.delete('SKIP')
  // «BYDAY=2TU» of a weekly rule: its number says nothing there.
  const days = parts.get('BYDAY')
  if (days !== undefined && freq !== 'MONTHLY' && freq !== 'YEARLY')
    parts.set('BYDAY', days.replaceAll(/[+-]?\d+/g, ''))
  if (![...parts.keys()].some((name) => name !== 'BYSETPOS' && name.startsWith('BY'))) parts.delete('BYSETPOS')
  refuseMismatch(parts, freq)
  return { parts, text: [...parts].map((pair) => pair.join('=')).join(';'), forgiven }
}

function legalParts(written: RuleText): { readonly parts: Map<string, string>; readonly forgiven: readonly string[] } {
  const parts = new Map<string, string>()
  const forgiven = [...written.forgiven]
  for (const [name, said = ''] of written.parts) {
    if (name.startsWith('X-')) continue
    const value = legalValue(name, said, forgiven)
    const before = parts.get(name)
    if (before !== undefined && !isSame(before, value)) throw new BadRule(`${name} is there twice`)
    if (before !== undefined) forgiven.push(`${name} twice`)
    parts.set(name, before ?? value)
  }
  return { parts, forgiven }
}

function legalValue(name: string, said: string, forgiven: string[]): string {
  const isGood = PARTS.get(name)
  if (isGood === undefined)
    throw new BadRule(`«${short(said ? `${name}=${said}` : name)}» is no part of a recurrence rule`)
  const value = name === 'UNTIL' ? (possibleUntil(said) ?? said) : said
  if (value !== said) forgiven.push(`UNTIL=${short(said)} does not exist and is ${value}, the last day before it`)
  if (!isGood(value)) throw new BadRule(`${name} cannot be «${short(value)}»`)
  return value
}

/** Whether two values of a part say the same: `1` and `01`, `MO,WE` and `WE,MO`. */
function isSame(one: string, other: string): boolean {
  const plain = (text: string) =>
    text
      .split(',')
      .map((item) => (/^[+-]?\d{1,7}$/.test(item) ? String(Number(item)) : item))
      .sort()
      .join()
  return plain(one) === plain(other)
}

/** What the RFC forbids side by side has no meaning, and sends engines on centuries of search. */
function refuseMismatch(parts: RuleParts, freq: string): void {
  const only = (name: string, ...freqs: string[]) => {
    if (parts.has(name) && !freqs.includes(freq)) throw new BadRule(`${name} does not go with FREQ=${freq}`)
  }
  only('BYWEEKNO', 'YEARLY')
  only('BYYEARDAY', 'YEARLY', 'HOURLY', 'MINUTELY', 'SECONDLY')
  only('BYMONTHDAY', 'YEARLY', 'MONTHLY', 'DAILY', 'HOURLY', 'MINUTELY', 'SECONDLY')
  if (parts.has('BYWEEKNO') && parts.has('BYYEARDAY'))
    throw new BadRule('BYWEEKNO and BYYEARDAY together are not followed')
  if (parts.has('BYWEEKNO') && /\d/.test(parts.get('BYDAY') ?? ''))
    throw new BadRule('BYDAY cannot have numbers beside BYWEEKNO')
}

/** The numbers of a BYxxx part, ascending, each once; undefined without the part. */
export function numbersOf(parts: RuleParts, name: string): number[] | undefined {
  const text = parts.get(name)
  return text === undefined ? undefined : [...new Set(text.split(',').map(Number))].sort((a, b) => a - b)
}
