/** Which files of tests share a process, and which have one to themselves. */
import { globSync } from 'node:fs'
import { join, matchesGlob } from 'node:path'

export const TESTS = join(import.meta.dirname, '..')

/** Need a control plane or the chart's tools: `npm run test:cluster`. */
const ELSEWHERE = '{chart,cluster,e2e}/**'

/** So long that they begin first: nothing waits for them at the end. */
const LONG = ['simulation/utilization/{packed,spread}.test.ts']

/** Would disturb others in their process, be disturbed by them, or let them wait. */
const APART = [
  'commands/calendar.test.ts', // waits for names that nobody resolves
  'commands/demo/demo.test.ts', // sets an environment variable
  'server/page/events.test.ts', // fakes timers
  'streams/watch/watch.large.test.ts', // measures the event loop
]

/**
 * Folders whose tests share a process, each one of `processes/`: they load the same modules, which takes longer than most
 * of them run, and leave nothing behind. All others have one to themselves.
 */
export const SHARED = {
  domain: 'domain/**',
  streams: 'streams/**',
  simulation: 'simulation/**',
  others: '{bench,commands,config,docs,kubernetes,rehearsal,runner,server,sinks}/**',
} as const

export type Shared = keyof typeof SHARED

const all = globSync('**/*.test.ts', { cwd: TESTS, exclude: [ELSEWHERE] }).toSorted()
const matching = (...patterns: readonly string[]) =>
  all.filter((file) => patterns.some((pattern) => matchesGlob(file, pattern)))
const without = (files: readonly string[], ...others: readonly (readonly string[])[]) =>
  files.filter((file) => !others.some((some) => some.includes(file)))

export const filesOf = (shared: Shared): readonly string[] =>
  without(matching(SHARED[shared]), matching(...LONG, ...APART))

/** What processes are started with, in the order in which they begin. */
export const entries = (): readonly string[] =>
  [
    ...matching(...LONG),
    ...Object.keys(SHARED).map((name) => `runner/processes/${name}.ts`),
    ...matching(...APART),
    ...without(all, matching(...LONG, ...APART, ...Object.values(SHARED))),
  ].map((file) => join(TESTS, file))
