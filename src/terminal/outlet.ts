/** The one place where text leaves the program: a test of the tree sees to it that nobody else writes to stdout or stderr. */
import { shownPainted } from './paint.ts'
import { shown } from './shown.ts'

/** What a text is, which says what becomes of it on its way out. Default: words, or JSON. */
export type Form = 'painted' | 'data'

/** The text as it may stand where it goes. @param isTerminal whether somebody looks at it at once */
export function outgoing(text: string, form: Form | undefined, isTerminal: boolean): string {
  if (form === 'painted') return shownPainted(text)
  // A calendar, a picture or YAML is what it is for the program that reads it.
  return form === 'data' && !isTerminal ? text : shown(text)
}

/** Whether somebody looks at stdout. */
export const isTerminal = (): boolean => process.stdout.isTTY === true

/** To stdout: answers. */
export const say = (text: string, form?: Form): void => void process.stdout.write(outgoing(text, form, isTerminal()))

/** To stderr: what is to be said beside the answer. */
export const sayAside = (text: string): void => void process.stderr.write(shown(text))
