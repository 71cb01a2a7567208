import { relative } from 'node:path'
import type { run } from 'node:test'
import type { Tests } from './tests.ts'

const SHOWN = 10

type Events = ReturnType<typeof run>

/** Adds up how long the tests of each file take. @returns says the longest, once all are over */
export function slowest(events: Events, { folder, files }: Pick<Tests, 'folder' | 'files'>): () => string {
  const durations = new Map<string, number>()
  type Ended = { name: string; file?: string; nesting: number; details: { duration_ms: number } }
  const add = ({ name, file = '', nesting, details }: Ended) => {
    if (nesting > 0) return
    // A file of a shared process is a suite of its name.
    const path = files.includes(name) ? name : relative(folder, file)
    durations.set(path, (durations.get(path) ?? 0) + details.duration_ms)
  }
  events.on('test:pass', add).on('test:fail', add)
  return () => {
    const longest = [...durations].toSorted(([, a], [, b]) => b - a).slice(0, SHOWN)
    const lines = longest.map(([path, ms]) => `${(ms / 1000).toFixed(1).padStart(6)} s  ${path}`)
    return ['', 'the slowest files:', ...lines, ''].join('\n')
  }
}
