/** A file in which stands, in one order, what was done to the replicas and what they said: for whoever wants to know why. */
import { createWriteStream } from 'node:fs'
import type { LogLine } from '../e2e/support/controller.ts'

export interface Protocol {
  heard(replica: string): (line: LogLine) => void
  did(what: string): void
}

/** @param path undefined: nothing is kept */
export function protocol(path: string | undefined): Protocol {
  const file = path === undefined ? undefined : createWriteStream(path)
  const write = (who: string, what: string) => file?.write(`${new Date().toISOString()} ${who} ${what}\n`)
  return {
    heard:
      (replica) =>
      ({ time, ...line }) =>
        write(replica, JSON.stringify(line)),
    did: (what) => write('──', what),
  }
}
