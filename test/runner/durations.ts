import { relative } from 'node:path'
import type { run } from 'node:test'
import type { Tests } from './tests.ts'

/** What takes less is said as a sum. */
const SAID_FROM_MS = 1000

type Events = ReturnType<typeof run>

/**
 * Adds up how long the tests of each file take.
 * @returns says them, the longest first, and what all came to, once all are over
 */
export function durations(events: Events, { folder, files }: Pick<Tests, 'folder' | 'files'>): () => string {
  const known = new Map<string, number>()
  type Ended = { name: string; file?: string; nesting: number; details: { duration_ms: number } }
  const add = ({ name, file = '', nesting, details }: Ended) => {
    if (nesting > 0) return
    // A file of a shared process is a suite of its name.
    const path = files.includes(name) ? name : relative(folder, file)
    known.set(path, (known.get(path) ?? 0) + details.duration_ms)
  }
  events.on('test:pass', add).on('test:fail', add)
  return () => sayDurations(known)
}

/** @param byFile milliseconds, by path */
export function sayDurations(byFile: ReadonlyMap<string, number>): string {
  const all = [...byFile].toSorted(([, a], [, b]) => b - a)
  const said = all.filter(([, ms]) => ms >= SAID_FROM_MS)
  const others = all.slice(said.length)
  const sum = (some: typeof all) => some.reduce((total, [, ms]) => total + ms, 0)
  const line = (ms: number, text: string) => `${(ms / 1000).toFixed(1).padStart(8)} s  ${text}`
  return [
    '',
    'how long each file took, the longest first:',
    ...said.map(([path, ms]) => line(ms, path)),
    ...(others.length > 0 ? [line(sum(others), `${others.length} that took less than a second each`)] : []),
    line(sum(all), `${all.length} in all, of which several ran at a time`),
    '',
  ].join('\n')
}
