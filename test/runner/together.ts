import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, describe } from 'node:test'
import { watchWhatIsLeft } from './left-behind.ts'
import { watchdog } from './watchdog.ts'

// Before any test can put others in their place.
const { setTimeout, setImmediate, setInterval, clearInterval } = globalThis

const MINUTE = 60_000
const LONGEST_MS = 15 * MINUTE
/** Enough for reports that are under way. */
const LAST_WORDS_MS = 1000

/**
 * The tests of one file after the other in this process, each file a suite with its hooks. One that cannot be loaded, or
 * leaves behind what the next would find, is a suite that fails; one that loops is the end of the process.
 * @param files their paths below `folder`, the names of the suites
 * @param longestMs what each may take
 */
export async function together(folder: string, files: readonly string[], longestMs = LONGEST_MS): Promise<void> {
  // A test that waits for nothing that keeps a process alive would be the end of all files after it.
  const alive = setInterval(() => undefined, MINUTE)
  const begins = watchdog(longestMs, 'before the first file')
  let isClean = true
  for (const file of files) {
    begins(file)
    await describe(file, { timeout: LONGEST_MS }, async () => {
      const whatIsLeft = watchWhatIsLeft()
      await import(join(folder, file))
      // Here, because hooks run in the order in which they are made: after those of the file.
      after(async () => {
        const left = await whatIsLeft()
        isClean &&= left.length === 0
        assert.deepEqual(left, [], `${file} leaves behind what the next file would find`)
      })
    })
    // Tests that never wait would hold back all that is reported until the last of them.
    await new Promise<void>((done) => setImmediate(done))
  }
  clearInterval(alive)
  // What was left may keep the process alive for ever.
  if (!isClean) setTimeout(() => process.exit(1), LAST_WORDS_MS).unref()
}
