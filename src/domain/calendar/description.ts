import type { Ask } from '../ask.ts'
import { parseDuration } from '../duration.ts'
import type { Description } from '../occurrence.ts'
import { type Problem, problem } from '../problem.ts'
import { entryOf, example } from './entry.ts'
import { plainLines } from './plain-text.ts'

const TIMES = ['leadTime', 'trailTime'] as const
const PEOPLE = /^(students|seats|nodes)$/i
const MAX_TEXT = 64 * 1024
const MAX_LINE = 1000
const MAX_PROBLEMS = 20

/**
 * What an event's description asks for: YAML, one line a pool (DESIGN §4), among whatever else people and editors
 * write there. Prose, comments, fences and HTML are skipped; an entry that is wrong is reported with what would be
 * right, and costs neither its neighbours nor the event. Never throws.
 */
export function readDescription(text: string): Description {
  const asks = new Map<string, Ask>()
  const times: { leadTimeMs?: number; trailTimeMs?: number } = {}
  const problems = new Map<string, Problem>()
  const report = (key: string, what: string) => {
    if (problems.size < MAX_PROBLEMS) problems.set(`${key} ${what}`, problem(`description, \`${key}\``, what))
  }
  const read = (line: string) => {
    const entry = entryOf(line)
    if (entry.at === 'wrong') return report(entry.key, entry.text)
    if (entry.at === 'prose') return
    const time = TIMES.find((one) => one.toLowerCase() === entry.key.replaceAll(/[-_]/g, '').toLowerCase())
    if (time !== undefined) return readTime(time, entry.key, entry.written)
    if (entry.at === 'text') return
    const ask = askOf(entry.key, entry.value)
    if (typeof ask === 'string') return report(entry.key, ask)
    add(entry.key, ask)
  }
  const readTime = (time: (typeof TIMES)[number], key: string, written: string) => {
    if (key !== time) return report(key, `did you mean \`${time}: ${written}\`?`)
    const ms = parseDuration(written.replaceAll(/^["']|["']$/g, ''))
    if (ms === undefined) report(key, `«${written}» is no duration: \`${time}: 20m\` would be right`)
    else times[`${time}Ms`] = Math.max(ms, times[`${time}Ms`] ?? 0)
  }
  const add = (pool: string, amount: number) => {
    const before = asks.get(pool)?.integer
    if (before !== undefined && before !== amount) {
      report(pool, `it is there twice, with ${before} and ${amount}: the larger counts. One line a pool would be right`)
    }
    asks.set(pool, { integer: Math.max(amount, before ?? 0) })
  }
  for (const line of plainLines(text.slice(0, MAX_TEXT))) {
    for (const part of entriesIn(bare(line))) read(part)
  }
  return { asks, ...times, problems: [...problems.values()] }
}

/** Without comment, fence, surrounding space and the marks of code or bold text. */
function bare(line: string): string {
  const code = line.slice(0, MAX_LINE).trim()
  if (code.startsWith('#') || /^(`{3,}|~{3,}|-{3,}|\.{3}|%YAML)/.test(code)) return ''
  return code
    .replace(/\s#.*$/, '')
    .replace(/^(\*\*|__|`)(.*)\1$/, '$2')
    .trim()
}

/** `{user: 2, lab: 1}` on one line is YAML for two entries. */
function entriesIn(line: string): string[] {
  const inside = /^\{([^{}[\]]*)\}$/.exec(line)?.[1]
  return inside === undefined ? [line] : inside.split(',').map((part) => part.trim())
}

/** @returns the whole number that a pool is asked for, or what is wrong and what would be right */
function askOf(key: string, value: unknown): number | string {
  if (PEOPLE.test(key))
    return `this version reads whole numbers of placeholders only, one line a pool: ${example('user')}`
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0)) return value
    return `${value} is no whole number of 0 or more: ${example(key)}`
  }
  if (typeof value === 'boolean') return `a yes or no is no number: ${example(key, value ? '1' : '0')}`
  if (Array.isArray(value)) return `a list is no number: ${example(key)}`
  if (typeof value === 'object' && value !== null && 'quoted' in value) {
    return `"${value.quoted}" in quotes is no number: ${example(key, String(value.quoted).replace(/\D+.*$/, '') || '2')}`
  }
  return `this version reads whole numbers of placeholders only: ${example(key)}`
}
