import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { it } from 'node:test'
import { LONG, TESTS, tierFiles } from './files.ts'

it('all files of the tier are run, each once, and the long ones begin first', () => {
  const files = tierFiles()
  assert.deepEqual(files.toSorted(), globSync('{chart,cluster,e2e}/**/*.test.ts', { cwd: TESTS }).toSorted())
  assert.deepEqual(files.slice(0, LONG.length), LONG)
})
