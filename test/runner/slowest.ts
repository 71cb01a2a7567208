import { relative } from 'node:path'
import type { run } from 'node:test'
import { TESTS } from './files.ts'

const SHOWN = 10

type Events = ReturnType<typeof run>

/** Adds up how long the tests of each file take. @returns says the longest, once all are over */
export function slowest(events: Events): () => string {
  const durations = new Map<string, number>()
  const add = ({ file, nesting, details }: { file?: string; nesting: number; details: { duration_ms: number } }) => {
    if (file === undefined || nesting > 0) return
    const name = relative(TESTS, file)
    durations.set(name, (durations.get(name) ?? 0) + details.duration_ms)
  }
  events.on('test:pass', add).on('test:fail', add)
  return () => {
    const longest = [...durations].toSorted(([, a], [, b]) => b - a).slice(0, SHOWN)
    const lines = longest.map(([name, ms]) => `${(ms / 1000).toFixed(1).padStart(6)} s  ${name}`)
    return ['', 'the slowest files:', ...lines, ''].join('\n')
  }
}
