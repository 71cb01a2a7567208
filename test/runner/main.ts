/**
 * Runs all tests that need nothing but Node and a browser, as `node --test` would, but in few processes and on all cores.
 * Ends with 1 when a test fails, or a file had none.
 */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { ALL, entries, TESTS } from './files.ts'
import { play } from './play.ts'

// Of the sources without their types, for the processes that tests start as well.
process.env.NODE_COMPILE_CACHE ??= join(TESTS, '../.cache/compiled')

// Said as a failure until it is known not to be.
process.exitCode = 1
// One more than cores: some of them wait, for a browser or for names.
const concurrency = availableParallelism() + 1
if (await play({ folder: TESTS, files: ALL, entries: entries() }, concurrency)) process.exitCode = 0
