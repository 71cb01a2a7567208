import { once } from 'node:events'
import { join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { durations } from './durations.ts'
import { unheard } from './ran.ts'
import type { Tests } from './tests.ts'

/**
 * Runs tests as `node --test` does, and says how long each file took and which had no test.
 * @param concurrency so many processes at a time
 * @returns whether all passed, and each file had one
 */
export async function play(tests: Tests, concurrency: number): Promise<boolean> {
  const events = run({
    files: tests.entries.map((file) => join(tests.folder, file)),
    concurrency,
    execArgv: ['--import', new URL('each-process.ts', import.meta.url).href],
  })
  let isGood = false
  events.on('test:summary', ({ file, success }) => {
    if (file === undefined) isGood = success
  })
  const sayDurations = durations(events, tests)
  const sayUnheard = unheard(events, tests)
  const report = events.compose(spec)
  report.pipe(process.stdout, { end: false })
  await once(report, 'end')
  process.stdout.write(sayDurations())
  const silent = sayUnheard()
  for (const sentence of silent) process.stdout.write(`✖ ${sentence}\n`)
  return isGood && silent.length === 0
}
