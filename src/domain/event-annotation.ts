import { cutToBytes } from './cut-to-bytes.ts'

/** On a user's pod: the titles of the events for which it was made as it is, one a line. */
export const EVENT_ANNOTATION = 'warmseats.io/event'

/** The same of the events for which nothing but the node is kept. */
export const CLASS_ANNOTATION = 'warmseats.io/class'

/** Of a title, and of all of them together: all annotations of a pod may take 256 KiB. */
const LONGEST = 512
const MOST = 16

export const sayEvents = (titles: readonly string[]): string =>
  [...new Set(titles.map(eventMark))].slice(0, MOST).join('\n')

export const eventsIn = (annotations: Readonly<Record<string, string>>): readonly string[] =>
  [EVENT_ANNOTATION, CLASS_ANNOTATION].flatMap((one) => annotations[one]?.split('\n').filter(Boolean) ?? [])

/** A title as it stands there: on one line. */
export const eventMark = (title: string): string => cutToBytes(title.replaceAll(/\s+/g, ' ').trim(), LONGEST)
