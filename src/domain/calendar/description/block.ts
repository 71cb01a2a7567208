/** What may stand below a pool's name; any other word there is an entry of its own, or prose under a heading. */
const BELOW = /^\s+(["']?)(integer|students|seats|nodes|leadTime|trailTime)\1[ \t]*:[ \t]+\S/i
const HEAD = /^\s*(["']?)[A-Za-z0-9][\w.-]{0,62}\1[ \t]*:$/
/** An opened bracket is waited for so long. */
const MAX_LINES = 20

/**
 * YAML over several lines as entries of one line each: a pool's name with its amounts indented below it, as
 * `lab: {students: 350}`; and a `{` whose `}` is some lines further down. Other lines stay as they are.
 * @param lines without comments and empty ones, their indentation kept
 */
export function wholeEntries(lines: readonly string[]): string[] {
  const whole: string[] = []
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    const body = HEAD.test(line) ? blockBelow(lines, at) : []
    const flow = body.length === 0 ? flowFrom(lines, at) : []
    if (body.length > 0) whole.push(`${line} {${body.map((one) => one.trim()).join(', ')}}`)
    else whole.push(flow.length > 0 ? flow.map((one) => one.trim()).join(' ') : line)
    at += Math.max(body.length, flow.length - 1)
  }
  return whole
}

function blockBelow(lines: readonly string[], head: number): string[] {
  const indent = indentOf(lines[head] ?? '')
  const isBelow = (line = '') => BELOW.test(line) && indentOf(line) > indent
  let end = head + 1
  while (isBelow(lines[end])) end++
  return lines.slice(head + 1, end)
}

const indentOf = (line: string): number => line.search(/\S|$/)

/** The lines from one that opens a `{` at its end or start, up to the one that closes it; none when nothing does. */
function flowFrom(lines: readonly string[], from: number): string[] {
  const line = lines[from] ?? ''
  if (!/^\s*\{|:[ \t]*\{/.test(line) || depthOf(line) <= 0) return []
  let depth = 0
  for (let at = from; at < Math.min(lines.length, from + MAX_LINES); at++) {
    depth += depthOf(lines[at] ?? '')
    if (depth <= 0) return lines.slice(from, at + 1)
  }
  return []
}

function depthOf(line: string): number {
  let depth = 0
  for (const char of line) depth += char === '{' ? 1 : char === '}' ? -1 : 0
  return depth
}
