import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { unheard } from './ran.ts'
import { slowest } from './slowest.ts'
import type { Tests } from './tests.ts'

/**
 * Runs tests as `node --test` does, and says the slowest files and those that had no test.
 * @returns whether all passed, and each file had one
 */
export async function play(tests: Tests): Promise<boolean> {
  const events = run({
    files: tests.entries.map((file) => join(tests.folder, file)),
    // One more than cores: some of them wait, for a browser or for names.
    concurrency: availableParallelism() + 1,
    execArgv: ['--import', new URL('each-process.ts', import.meta.url).href],
  })
  let isGood = false
  events.on('test:summary', ({ file, success }) => {
    if (file === undefined) isGood = success
  })
  const saySlowest = slowest(events, tests)
  const sayUnheard = unheard(events, tests)
  const report = events.compose(spec)
  report.pipe(process.stdout, { end: false })
  await once(report, 'end')
  process.stdout.write(saySlowest())
  const silent = sayUnheard()
  for (const sentence of silent) process.stdout.write(`✖ ${sentence}\n`)
  return isGood && silent.length === 0
}
