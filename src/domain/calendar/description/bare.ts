import { plainCharacters } from './characters.ts'

/** Of a longer line the beginning is read. */
const MAX_LINE = 1000

/** Bullets, checkboxes, numbers of a list, marks of a quoted mail. */
const BULLET =
  /^(?:[-*+•◦‣▪▫●○■□◆◇►▸▶✓✔☑☐✅➢➤·∙・※>|:;,.]\s*(?![\d.,]*\d(?:$|[^\w\s]))|\(?\d{1,2}[.)]\s+(?=\S)|\(?[a-z][.)]\s+|\[[ x]?\]\s*)/iu

/** A line without what editors and habits put around it, and whether it is a comment. */
export interface Bare {
  /** With the space before it: that may mean something. Empty: nothing to read. */
  readonly text: string
  /** As it is written, but for its comment. */
  readonly written: string
  readonly isComment: boolean
}

/** In plain characters, without comment, fence, bullet, quotes and the marks of code, bold and headings. */
export function bare(line: string): Bare {
  const written = withoutFence(line.slice(0, MAX_LINE).replace(UNSAFE, ' ').trim())
  const code = plainCharacters(written).trim()
  if (/^(`{3,}|~{3,}|[-_=]{3,}$|\.{3}$|%YAML)/.test(code)) return { text: '', written, isComment: false }
  const isComment = code.startsWith('#') && !/^#\s?(?:of\b|\d)/i.test(code)
  const uncommented = code.replace(/^#+\s*(?!of\b|\d)/i, '').replace(BEHIND, '')
  const unlisted = withoutBullets(uncommented)
  const text = withoutMarks(unlisted)
  const [space = ''] = /^\s*/.exec(line) ?? []
  // What is listed stands below what is not.
  const indent = unlisted === uncommented ? space : `${space}  `
  return { text: text && indent + text, written: isComment ? written : written.replace(BEHIND, ''), isComment }
}

/** What a terminal obeys, and what turns the order of a text about. */
const UNSAFE = /[^\P{Cc}\t]|[\u202A-\u202E\u2066-\u2069]/gu

/** A comment behind a line. */
const BEHIND = /\s#(?!\s?of\b|\d).*$/i

const withoutFence = (line: string): string => line.replace(/^(`{3,}|~{3,})(.*)\1$/, '$2')

function withoutBullets(text: string): string {
  let rest = text
  for (let count = 0; count < 10; count++) {
    const bullet = BULLET.exec(rest)?.[0]
    if (bullet === undefined) break
    rest = rest.slice(bullet.length)
  }
  return rest
}

/** Struck out is taken back; an apostrophe in a word or a number stays. */
const withoutMarks = (text: string): string =>
  withoutHalves(text)
    .replace(/~~[^~]*~~/g, ' ')
    .replace(/^(?:={2,}\s*|_{2,}\s+)|(?:\s*={2,}|\s+_{2,})$/g, '')
    .replace(/^(__|_)(.*)\1$/, '$2')
    .replaceAll('**', '')
    .replace(/(?<!\d)\*([^*\s][^*]*)\*/g, '$1')
    .replace(/["`]/g, '')
    .replace(/(?<![\p{L}\p{N}])'|'(?![\p{L}\p{N}])/gu, '')
    .replace(/\\(?=[,;.:\\])/g, '')
    .replace(/\s+/g, ' ')
    .trim()

/** A bracket whose other half is missing. */
const withoutHalves = (text: string): string =>
  HALVES.reduce((rest, [open, close]) => {
    const [opened, closed] = [rest.split(open).length, rest.split(close).length]
    if (opened > closed && rest.startsWith(open)) return rest.slice(1)
    const last = rest.lastIndexOf(close)
    return closed > opened ? rest.slice(0, last) + rest.slice(last + 1) : rest
  }, text)

const HALVES = [
  ['(', ')'],
  ['[', ']'],
  ['<', '>'],
] as const
