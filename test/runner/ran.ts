import { relative } from 'node:path'
import type { run } from 'node:test'
import type { Tests } from './tests.ts'

type Events = ReturnType<typeof run>

/**
 * Hears which files had a test. To `node --test`, a file without any is a test that passed, and so is a process that says
 * that all is well before its tests are over.
 * @returns says a sentence for each that had none, once all are over
 */
export function unheard(events: Events, { folder, files, entries }: Tests): () => readonly string[] {
  const ended = new Set<string>()
  const ran = new Set<string>()
  let tests = 0
  const add = ({ name, nesting, details }: { name: string; nesting: number; details: { type?: string } }) => {
    if (details.type !== 'suite') tests += 1
    if (nesting > 0) return
    // A file of a shared process is a suite of its name.
    if (details.type === 'suite' && tests > 0) ran.add(name)
    tests = 0
  }
  events.on('test:pass', add).on('test:fail', add)
  events.on('test:summary', ({ file, counts }) => {
    if (file === undefined) return
    ended.add(relative(folder, file))
    if (counts.tests > 0) ran.add(relative(folder, file))
  })
  return () => [
    ...entries.filter((file) => !ended.has(file)).map((file) => `${file}: ended before its tests, or has none`),
    ...files.filter((file) => !ran.has(file) && !entries.includes(file)).map((file) => `${file}: no test of it ran`),
  ]
}
