/** Imported before the tests of each process: none goes on for ever, whatever a test does. */
import { isMainThread } from 'node:worker_threads'
import { watchdog } from './watchdog.ts'

const { NODE_TEST_CONTEXT, TEST_PROCESS_MINUTES = 30 } = process.env

// Not for the one that starts the others.
if (isMainThread && NODE_TEST_CONTEXT) watchdog(Number(TEST_PROCESS_MINUTES) * 60_000, process.argv[1] ?? 'a process')
