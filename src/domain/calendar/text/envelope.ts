import type { Blocks } from './blocks.ts'
import { SMALLER } from './budget.ts'

/**
 * Whether a text is a calendar at all. Half a calendar is none: an event that is missing would end a class's demand.
 * @returns why it is refused, in words for whoever typed the address, or undefined. Never quotes the text: it may be private.
 */
export function refusal(text: string, { roots, complete, lastLine, tooMany }: Blocks): string | undefined {
  const [first] = roots
  if (first?.name !== 'VCALENDAR') return looksLike(text.slice(0, 4096).trimStart())
  if (tooMany !== undefined) return `it has ${tooMany}: ${SMALLER}`
  if (!complete)
    return `the calendar is cut off at line ${lastLine}: it has no END:VCALENDAR. Was the download incomplete?`
  const other = roots.find((root) => root.name !== 'VCALENDAR')
  if (other) return `there is a ${other.name} outside the calendar (line ${other.line})`
  return undefined
}

/** @returns what stands before the calendar and is passed over, as a sentence, or undefined: headers of a mail, a notice of PHP */
export function preamble({ roots: [first], firstLine }: Blocks): string | undefined {
  if (first === undefined || firstLine >= first.line) return undefined
  return `${first.line - firstLine} lines before BEGIN:VCALENDAR are passed over; an ICS file begins with it`
}

const LOOKS: readonly (readonly [RegExp, string])[] = [
  [/^\uFEFF?$/, 'the answer is empty, not a calendar'],
  [/^<\?xml/i, 'this is an XML document, not a calendar: is the address the one of an ICS (iCal) export?'],
  [
    /^<[\s\S]*(sign[ -]?in|log[ -]?in|password)/i,
    'this is an HTML log-in page, not a calendar: is the address the private (secret) ICS one, which needs no log-in?',
  ],
  [
    /^<(!doctype|html|head|body|!--|[a-z]+[ >])/i,
    'this is an HTML page, not a calendar: is the address the private (secret) ICS one?',
  ],
  [/^[[{]/, 'this is JSON, not a calendar: is the address the one of an ICS (iCal) export?'],
  [/^%PDF/, 'this is a PDF, not a calendar'],
  [
    /^PK|^[^\n]{0,200}?[^\t\r\n -\uFFFC]/,
    'this is binary or compressed data: an ICS file is text that begins with BEGIN:VCALENDAR',
  ],
  [/^BEGIN:VCARD/i, 'this is an address book (VCARD), not a calendar'],
  [/^BEGIN:/i, 'the calendar has no BEGIN:VCALENDAR around its events'],
]

const looksLike = (head: string): string =>
  LOOKS.find(([pattern]) => pattern.test(head))?.[1] ??
  'this is not a calendar: an ICS file begins with BEGIN:VCALENDAR'
