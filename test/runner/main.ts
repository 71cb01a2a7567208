/**
 * Runs all tests that need nothing but Node and a browser, as `node --test` would, but in few processes and on all cores.
 * Ends with 1 when a test fails.
 */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { entries, TESTS } from './files.ts'
import { slowest } from './slowest.ts'

// Of the sources without their types, for the processes that tests start as well.
process.env.NODE_COMPILE_CACHE ??= join(TESTS, '../.cache/compiled')

// One more than cores: some of them wait, for a browser or for names.
const events = run({ files: entries(), concurrency: availableParallelism() + 1 })
const saySlowest = slowest(events)
events.on('test:summary', ({ success }) => {
  if (!success) process.exitCode = 1
})
const report = events.compose(spec)
report.on('end', () => process.stdout.write(saySlowest()))
report.pipe(process.stdout)
