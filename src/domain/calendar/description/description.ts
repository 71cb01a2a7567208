import { TIMES } from '../ask.ts'
import type { Description } from '../occurrence.ts'
import { MOST } from '../text/budget.ts'
import { runThrough, type Steps } from '../text/steps.ts'
import { askOf } from './ask-of.ts'
import { wholeEntries } from './block.ts'
import { entryOf } from './entry.ts'
import { Gathered, type Time } from './gathered.ts'
import { plainLines } from './plain-text.ts'

/** Of a longer line the beginning is read. */
const MAX_LINE = 1000

/** So many lines are read at once; then others get the floor. */
const PIECE = 50

/**
 * What an event's description asks for: YAML, one line a pool, among whatever else people and editors
 * write there. Prose, comments, fences and HTML are skipped; an entry that is wrong is reported with what would be
 * right, and costs neither its neighbours nor the event. Never throws, and takes time by what is read of the text.
 */
export const readDescription = (text: string): Description => runThrough(readDescriptionSteps(text))

/** The same in steps of a few milliseconds. @param isCut there is more of it than the text given */
export function* readDescriptionSteps(text: string, isCut = false): Steps<Description> {
  const gathered = new Gathered()
  const { lines, left } = firstLines(plainLines(text.slice(0, MOST.written)))
  for (const [at, line] of wholeEntries(lines.map(bare).filter(Boolean)).entries()) {
    if (at % PIECE === PIECE - 1) yield
    for (const part of entriesIn(line.trim())) readEntry(part, gathered)
  }
  if (left || isCut || text.length > MOST.written) gathered.cut()
  return gathered.all
}

/** As many lines as are read, and whether others that say something are left. */
function firstLines(lines: readonly string[]): { readonly lines: readonly string[]; readonly left: boolean } {
  let characters = 0
  const from = lines.findIndex((line, at) => {
    characters += line.length + 1
    return at >= MOST.descriptionLines || characters > MOST.description
  })
  if (from < 0) return { lines, left: false }
  return { lines: lines.slice(0, from), left: lines.slice(from).some((line) => line.trim()) }
}

function readEntry(line: string, gathered: Gathered): void {
  const entry = entryOf(line)
  if (entry.at === 'prose') return
  const time = entry.at === 'wrong' ? undefined : timeNamed(entry.key)
  if (entry.at === 'wrong') gathered.report(entry.key, entry.text)
  else if (time !== undefined) gathered.time(time, entry.key, entry.written)
  else if (entry.at === 'value') readAsk(entry.key, entry.value, gathered)
}

/** Also `lead-time` and `LEADTIME`, to say how it is written. */
const timeNamed = (key: string): Time | undefined =>
  TIMES.find((one) => one.toLowerCase() === key.replaceAll(/[-_]/g, '').toLowerCase())

function readAsk(key: string, value: unknown, gathered: Gathered): void {
  const asked = askOf(key, value)
  if (asked.at === 'wrong') {
    gathered.report(key, asked.text)
    return
  }
  for (const one of TIMES) if (one in asked.times) gathered.time(one, one, asked.times[one] ?? '')
  gathered.ask(key, asked.pool, asked.ask)
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
