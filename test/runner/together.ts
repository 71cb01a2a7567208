import { join } from 'node:path'
import { before, it } from 'node:test'
import { filesOf, type Shared, TESTS } from './files.ts'

/**
 * Loads all files of a shared process, then lets their tests run: none is disturbed by modules that are still loaded. A
 * file that cannot be loaded is a test that fails.
 */
export async function together(shared: Shared): Promise<void> {
  const loaded = Promise.withResolvers<void>()
  before(() => loaded.promise)
  for (const file of filesOf(shared)) await import(join(TESTS, file)).catch((error: unknown) => failing(file, error))
  loaded.resolve()
}

/** Not awaited: it waits for all to be loaded. */
function failing(file: string, error: unknown): void {
  void it(`${file} is loaded`, () => {
    throw error
  })
}
