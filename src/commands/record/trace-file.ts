import { closeSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs'
import type { Visit } from '../../recording/book.ts'
import { type Earlier, earlierIn, goingOn, NONE_EARLIER } from '../../recording/earlier.ts'
import { beginLine, endLine, HEADER, lineOf } from '../../recording/trace-text.ts'
import { InputError, readText } from '../read-input.ts'
import { Unfinished } from '../unfinished.ts'
import { refuseUnwritable } from '../writable.ts'

/** Where lines go, each as soon as it is known. */
export interface Trace {
  readonly earlier: Earlier
  began(present: readonly Visit[], nowMs: number): void
  ended(visits: readonly Visit[]): void
  over(present: readonly Visit[], nowMs: number): void
  /** How many visits are in it, with those of earlier recordings. */
  readonly visits: number
  close(): void
}

interface Target {
  /** Leaves so many bytes of what is there. */
  keep(bytes: number): void
  write(text: string): void
  close(): void
}

/** @param file undefined: `print` gets the lines. @throws InputError for a file that cannot be written, or is no trace */
export async function openTrace(file: string | undefined, print: (text: string) => void): Promise<Trace> {
  if (file === undefined) return traceOn({ keep: () => {}, write: print, close: () => {} }, NONE_EARLIER)
  await refuseUnwritable(file)
  const fd = openFor(file)
  try {
    // A device or a pipe has no past.
    const isFile = fstatSync(fd).isFile()
    const earlier = isFile ? earlierIn(await readText(file)) : NONE_EARLIER
    if (earlier) return traceOn(targetOf(file, fd, isFile), earlier)
  } catch (error) {
    closeSync(fd)
    throw error
  }
  closeSync(fd)
  throw new InputError(`${file} is no trace, and is left as it is: its first line would be \`${HEADER}\``)
}

function openFor(file: string): number {
  try {
    return openSync(file, 'a')
  } catch (error) {
    throw new InputError(`cannot write ${file}: ${(error as Error).message}`)
  }
}

function targetOf(file: string, fd: number, isFile: boolean): Target {
  const orUnfinished = (act: () => unknown) => {
    try {
      act()
    } catch (error) {
      throw new Unfinished(`cannot write ${file}: ${(error as Error).message}; what is in it is good`)
    }
  }
  return {
    keep: (bytes) => orUnfinished(() => isFile && ftruncateSync(fd, bytes)),
    write: (text) => orUnfinished(() => writeSync(fd, text)),
    close: () => closeSync(fd),
  }
}

function traceOn(target: Target, earlier: Earlier): Trace {
  let { visits, last } = earlier
  const write = (lines: readonly string[]) => target.write(lines.map((line) => `${line}\n`).join(''))
  const numbered = (all: readonly Visit[]) =>
    all.map((visit) => {
      visits += 1
      last += 1
      return lineOf(visit, last)
    })
  return {
    earlier,
    began: (present, nowMs) => {
      const { lines, visits: gone } = goingOn(earlier, present)
      visits += gone
      // Only now: until it begins, the file stays as the earlier one left it.
      target.keep(Buffer.byteLength(earlier.kept))
      write([...(earlier.kept === '' ? [HEADER] : lines), beginLine(nowMs)])
    },
    ended: (all) => write(numbered(all)),
    over: (present, nowMs) => write([...numbered(present), endLine(nowMs)]),
    get visits() {
      return visits
    },
    close: target.close,
  }
}
