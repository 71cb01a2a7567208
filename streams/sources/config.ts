import { readFile } from 'node:fs/promises'
import {
  asyncScheduler,
  concatMap,
  distinctUntilChanged,
  from,
  map,
  merge,
  type Observable,
  of,
  type SchedulerLike,
  timer,
} from 'rxjs'
import { type Loaded, loadConfig } from '../../src/config/load.ts'
import { MINUTE_MS } from '../../src/domain/duration.ts'
import { problem } from '../../src/domain/problem.ts'
import { changesBeside } from '../operators/changes-beside.ts'
import { settle } from '../operators/settle.ts'

/** What the config file says now, each time its text changes. */
export interface ConfigReading {
  readonly text: string
  readonly loaded: Loaded
}

/** A mounted ConfigMap changes by a swap of links, in some file systems unseen: so the file is also read now and then. */
const REREAD_MS = MINUTE_MS
const BURST = { idleMs: 50, maxMs: 500 }

/** Reads the config file now and on each change of it. A file that cannot be read is refused like a wrong one. */
export const configFile$ = (path: string, scheduler: SchedulerLike = asyncScheduler): Observable<ConfigReading> =>
  merge(of(undefined), changesBeside(path).pipe(settle(BURST, scheduler)), timer(REREAD_MS, REREAD_MS, scheduler)).pipe(
    concatMap(() => from(read(path))),
    distinctUntilChanged((a, b) => a.text === b.text),
    map(({ text, unreadable }) => ({
      text,
      loaded: unreadable === undefined ? loadConfig(text) : { at: 'refused', errors: [problem(path, unreadable)] },
    })),
  )

async function read(path: string): Promise<{ readonly text: string; readonly unreadable?: string }> {
  try {
    return { text: await readFile(path, 'utf8') }
  } catch (error) {
    return { text: '', unreadable: `cannot be read: ${(error as Error).message}` }
  }
}
