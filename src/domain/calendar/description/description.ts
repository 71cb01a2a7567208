import { ANY_POOL } from '../ask.ts'
import type { Description } from '../occurrence.ts'
import { written } from '../say-ask.ts'
import { MOST } from '../text/budget.ts'
import { runThrough, type Steps } from '../text/steps.ts'
import { short } from '../trouble.ts'
import { bare } from './bare.ts'
import { wholeEntries } from './block.ts'
import { Gathered } from './gathered.ts'
import { plainLines } from './plain-text.ts'
import { counts } from './said.ts'
import { seatIn } from './seat.ts'
import { type Part, readLine } from './several.ts'
import { withoutInclusion } from './words/fold.ts'

/** So many characters are read at once; then others get the floor. A line takes what 40 take at least. */
const PIECE = 1000
const LEAST = 40

/**
 * What an event's description asks for, among whatever else people and editors write there. A line that has one meaning
 * counts, however it is written, and is remarked upon where it is not written as documented; one that begins with one of
 * our words and cannot count is reported with what would be right, and costs neither its neighbours nor the event; prose
 * asks for nothing. Never throws, and takes time by what is read of the text.
 */
export const readDescription = (text: string): Description => runThrough(readDescriptionSteps(text))

/** The same in steps of a few milliseconds. @param isCut there is more of it than the text given */
export function* readDescriptionSteps(text: string, isCut = false): Steps<Description> {
  const gathered = new Gathered()
  const { lines, left } = firstLines(plainLines(text.slice(0, MOST.written)))
  const bared = lines.map(bare)
  yield
  const written = new Map(bared.map((one) => [one.text.trim(), one.written]))
  const entries = wholeEntries(bared.flatMap(({ text: line, isComment }) => (line && !isComment ? [line] : [])))
  const comments = bared.filter(({ isComment }) => isComment).map((one) => one.text.trim())
  const floor = new Floor()
  for (const comment of comments) {
    if (floor.isDue(comment)) yield
    readComment(comment, gathered)
  }
  for (const line of entries.map((one) => one.trim())) {
    if (floor.isDue(line)) yield
    if (/^\d{1,6}$/.test(line)) gathered.loneNumber(Number(line), entries.length === 1)
    else for (const part of partsOf(line, written.get(line))) gather(part, gathered)
  }
  if (left || isCut || text.length > MOST.written) gathered.cut()
  return gathered.all
}

/** Says when others are to have the floor. */
class Floor {
  #read = 0

  isDue(line: string): boolean {
    this.#read += Math.max(LEAST, line.length)
    if (this.#read < PIECE) return false
    this.#read = 0
    return true
  }
}

/** @param written the line before it was made plain */
function partsOf(line: string, written = line): readonly Part[] {
  const parts = readLine(withoutInclusion(line))
  return parts.length > 1 ? parts : parts.map((part) => ({ ...part, text: written }))
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

function gather({ text, said }: Part, gathered: Gathered): void {
  switch (said.at) {
    case 'nothing':
      return
    case 'ask':
      gathered.times(said.times)
      gathered.seat(said.pool, said.times?.seat)
      gathered.ask(said.pool, said.ask, said.times?.seat === undefined ? text : seatIn(text).rest)
      return
    case 'pool':
      gathered.ofPool(said.pool, text)
      return
    case 'seat':
      gathered.seat(ANY_POOL, said.written)
      return
    case 'time':
      gathered.time(said.time, said.written, text)
      return
    case 'class':
      gathered.ofClass(said)
      return
    case 'problem':
      gathered.report(said.key, said.text, text)
      return
    case 'remark':
      gathered.remark(text, said.text)
      return
    case 'perhaps':
      gathered.times(said.times)
      gathered.seat(said.perhaps.pool, said.times?.seat)
      gathered.perhaps({ ...said.perhaps, line: short(onOneLine(seatIn(text).rest)) })
  }
}

/** What stood on several lines, as it is written on one. */
const onOneLine = (text: string): string =>
  text.replace(/^([^[]*: )\[(.*)\]$/, (_, head: string, body: string) => `${head}{${body.replaceAll('; ', ', ')}}`)

/** A comment asks for nothing; one that is an entry of people may be what somebody takes for the way to write it. */
function readComment(comment: string, gathered: Gathered): void {
  for (const { said } of comment.length > 200 ? [] : readLine(withoutInclusion(comment)))
    if (said.at === 'ask' && said.pool === '' && counts(said))
      gathered.remark(
        `# ${comment}`,
        `a line that begins with # is a comment; without it \`${written('', said.ask)}\` would count`,
      )
}
