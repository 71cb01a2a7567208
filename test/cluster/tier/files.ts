/** Which files need a control plane or the chart's tools, and which of them begin first. */
import { globSync } from 'node:fs'
import { join } from 'node:path'

export const TESTS = join(import.meta.dirname, '../..')

/** Two minutes and more, the longest first: the last one to begin must not be one for which all others have to wait. */
export const LONG: readonly string[] = [
  'e2e/commands/eight-steps.test.ts',
  'e2e/hub/class-start.test.ts',
  'e2e/sim-to-real.test.ts',
  'e2e/told/notify.test.ts',
  'e2e/told/page.test.ts',
  'e2e/forecast.test.ts',
  'e2e/demonstration.test.ts',
]

/** Paths below `TESTS`, in the order in which they begin. */
export function tierFiles(): readonly string[] {
  const all = globSync('{chart,cluster,e2e}/**/*.test.ts', { cwd: TESTS }).toSorted()
  return [...LONG, ...all.filter((file) => !LONG.includes(file))]
}
