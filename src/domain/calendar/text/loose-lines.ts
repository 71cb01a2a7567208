import type { ContentLine } from './content-line.ts'
import type { UnfoldedLine } from './unfold.ts'

/** What may stand in a VEVENT (RFC 5545 §3.6.1, RFC 7986 §5, RFC 9073 §6), and METHOD, which some write there. */
const PROPERTIES = new Set(
  (
    'ACKNOWLEDGED ATTACH ATTENDEE BEGIN CATEGORIES CLASS COLOR COMMENT CONFERENCE CONTACT CREATED DESCRIPTION DTEND ' +
    'DTSTAMP DTSTART DURATION END EXDATE EXRULE GEO IMAGE LAST-MODIFIED LOCATION METHOD NAME ORGANIZER PRIORITY RDATE RECURRENCE-ID ' +
    'RELATED-TO REQUEST-STATUS RESOURCES RRULE SEQUENCE STATUS STRUCTURED-DATA STYLED-DESCRIPTION SUMMARY TRANSP UID URL'
  ).split(' '),
)

/** Of what is read, the texts that have several lines. */
const TEXTS = new Set(['DESCRIPTION', 'X-ALT-DESC'])

export const isText = ({ name }: ContentLine): boolean => TEXTS.has(name)

/**
 * Whether a line is none of the calendar: where it stands after a text, it is the next line of that, which somebody wrote
 * as it was instead of `\n`. Names of properties are in capitals, or in small letters where somebody wrote all so; people
 * begin a line with one capital: «Location: Wheeler 150».
 */
export function isLoose({ text }: UnfoldedLine, line: ContentLine | undefined): boolean {
  if (line === undefined) return !PROPERTIES.has(/^[A-Z-]{1,20}(?=[;:=\s])/.exec(text)?.[0] ?? '')
  if (line.name.startsWith('X-')) return false
  const written = text.trimStart().slice(0, line.name.length)
  return !PROPERTIES.has(line.name) || (written !== line.name && written !== line.name.toLowerCase())
}
