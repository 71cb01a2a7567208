import { parseDuration } from '../../duration.ts'
import { type Problem, problem } from '../../problem.ts'
import type { GivenLead } from '../ask.ts'
import { type Ask, TIMES, UNITS, type Unit } from '../ask.ts'
import type { Description } from '../occurrence.ts'
import { askOf } from './ask-of.ts'
import { wholeEntries } from './block.ts'
import { entryOf } from './entry.ts'
import { plainLines } from './plain-text.ts'

const MAX_TEXT = 64 * 1024
const MAX_LINE = 1000
const MAX_PROBLEMS = 20

/**
 * What an event's description asks for: YAML, one line a pool, among whatever else people and editors
 * write there. Prose, comments, fences and HTML are skipped; an entry that is wrong is reported with what would be
 * right, and costs neither its neighbours nor the event. Never throws.
 */
export function readDescription(text: string): Description {
  const asks = new Map<string, Ask>()
  const times: { leadTimeMs?: GivenLead; trailTimeMs?: number } = {}
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
    const asked = askOf(entry.key, entry.value)
    if (asked.at === 'wrong') return report(entry.key, asked.text)
    for (const one of TIMES) if (one in asked.times) readTime(one, one, asked.times[one] ?? '')
    add(entry.key, asked.pool, asked.ask)
  }
  const readTime = (time: (typeof TIMES)[number], key: string, written: string) => {
    if (key !== time) return report(key, `did you mean \`${time}: ${written}\`?`)
    const text = written.replaceAll(/^["']|["']$/g, '')
    const known = times[`${time}Ms`]
    const ms = parseDuration(text)
    // Of several the longest; a time that somebody wrote goes before one that is learned.
    if (ms !== undefined) times[`${time}Ms`] = typeof known === 'number' ? Math.max(ms, known) : ms
    else if (time === 'leadTime' && text === 'auto') times.leadTimeMs = known ?? 'auto'
    else report(key, `«${written}» is no duration: \`${time}: 20m\` would be right`)
  }
  const add = (key: string, pool: string, ask: Ask) => {
    const before = asks.get(pool) ?? {}
    const both: Partial<Record<Unit, number>> = { ...before }
    for (const unit of UNITS) {
      const [known, now] = [before[unit], ask[unit]]
      if (now === undefined) continue
      if (known !== undefined && known !== now)
        report(key, `it is there twice, with ${known} and ${now}: the larger counts. One line a pool would be right`)
      both[unit] = Math.max(now, known ?? 0)
    }
    asks.set(pool, both)
  }
  for (const line of wholeEntries(plainLines(text.slice(0, MAX_TEXT)).map(bare).filter(Boolean))) {
    for (const part of entriesIn(line.trim())) read(part)
  }
  return { asks, ...times, problems: [...problems.values()] }
}

/** Without comment, fence and the marks of code or bold text; the space before it stays: it may mean something. */
function bare(line: string): string {
  const [space = ''] = /^\s*/.exec(line.slice(0, MAX_LINE)) ?? []
  const code = line
    .slice(0, MAX_LINE)
    .trim()
    .replace(/^(`{3,}|~{3,})(.*)\1$/, '$2')
  if (code.startsWith('#') || /^(`{3,}|~{3,}|-{3,}|\.{3}|%YAML)/.test(code)) return ''
  const bared = code.replace(/\s#.*$/, '').replace(/^(\*\*|__|`)(.*)\1$/, '$2')
  return bared && space + bared.trim()
}

/** `{user: 2, lab: 1}` on one line is YAML for two entries. */
function entriesIn(line: string): string[] {
  const inside = /^\{([^{}[\]]*)\}$/.exec(line)?.[1]
  return inside === undefined ? [line] : inside.split(',').map((part) => part.trim())
}
