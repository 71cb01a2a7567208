/** Which files of tests share a process, and which have one to themselves. */
import { globSync } from 'node:fs'
import { join, matchesGlob } from 'node:path'

export const TESTS = join(import.meta.dirname, '..')

/** Need a control plane or the chart's tools: `npm run test:cluster` and `npm run test:chaos`. */
export const ELSEWHERE = ['{chart,cluster,e2e}/**', 'chaos/chaos.test.ts']

/** So long where they have to be played (`simulation/kept`) that they begin first: nothing waits for them at the end. */
const LONG = ['simulation/utilization/{packed,spread}.test.ts']

/** Would disturb others in their process, be disturbed by them, or let them wait. */
const APART = [
  'bench/scale/scale.test.ts', // waits for the processes that it starts
  'commands/calendar.test.ts', // waits for names that nobody resolves
  'runner/play.test.ts', // waits for the processes that it starts
  'streams/watch/watch.large.test.ts', // measures the event loop
]

/**
 * Folders whose tests share a process, each one of `processes/`: they load the same modules, which takes longer than most
 * of them run, and leave nothing behind. All others have one to themselves. The longest begins first.
 */
export const SHARED = {
  others:
    '{*.test.ts,{architecture,bench,chaos,charts,commands,config,docs,kubernetes,markup,network,rehearsal,release,runner,server,sinks}/**}',
  domain: 'domain/**',
  streams: 'streams/**',
  simulation: 'simulation/**',
} as const

export type Shared = keyof typeof SHARED

/** The path of each below `test`. */
export const ALL: readonly string[] = globSync('**/*.test.ts', { cwd: TESTS, exclude: ELSEWHERE }).toSorted()

const matching = (...patterns: readonly string[]) =>
  ALL.filter((file) => patterns.some((pattern) => matchesGlob(file, pattern)))
const without = (files: readonly string[], ...others: readonly (readonly string[])[]) =>
  files.filter((file) => !others.some((some) => some.includes(file)))

export const filesOf = (shared: Shared): readonly string[] =>
  without(matching(SHARED[shared]), matching(...LONG, ...APART))

/** What processes are started with, in the order in which they begin. */
export const entries = (): readonly string[] => [
  ...matching(...LONG),
  ...Object.keys(SHARED).map((name) => `runner/processes/${name}.ts`),
  ...matching(...APART),
  ...without(ALL, matching(...LONG, ...APART, ...Object.values(SHARED))),
]
