import { writeFile } from 'node:fs/promises'
import type { CalendarState } from '../domain/calendar/occurrence.ts'
import { type Form, outgoing, say, sayAside } from '../terminal/outlet.ts'
import { orExit } from './or-exit.ts'
import { InputError } from './read-input.ts'
import { refuseUnwritable } from './writable.ts'

/** What a command has to say. */
export interface Answer {
  readonly text: string
  /** What the text is, where it is neither words nor JSON. */
  readonly form?: Form | undefined
  /** What could not be read, a sentence each: the answer is without it, and the exit code 2. */
  readonly unread?: readonly string[]
  /** What was left out on purpose: said, and no failure. */
  readonly notes?: readonly string[]
  /** Of what was read: 1 where the answer is no; 2 where it says that something is broken. */
  readonly exitCode?: 0 | 1 | 2
}

/**
 * Gives the answer of a command to stdout or into a file, and says on stderr what is not in it: a partial answer must not
 * look like a whole one, neither to a person nor to a pipeline.
 * @param out the file; it is looked at before the work begins
 */
export const give = (out: string | undefined, ask: () => Promise<Answer>): Promise<void> =>
  orExit(async () => {
    if (out !== undefined) await refuseUnwritable(out)
    const { text, form, unread = [], notes = [], exitCode = 0 } = await ask()
    if (out === undefined) say(`${text}\n`, form)
    else await writeTo(out, outgoing(`${text}\n`, form, false))
    for (const because of unread) sayAside(`warmseats: could not be read, so the answer is without it: ${because}\n`)
    for (const note of notes) sayAside(`warmseats: ${note}\n`)
    process.exitCode = unread.length > 0 ? 2 : exitCode
  })

/** @throws InputError */
export const writeTo = (path: string, text: string): Promise<void> =>
  writeFile(path, text).catch((error: Error) => {
    throw new InputError(`cannot write ${path}: ${error.message}`)
  })

/** Why calendars are missing in an answer. */
export const unreadOf = ({ health }: CalendarState): readonly string[] =>
  health.at === 'failing' ? [health.because] : []
