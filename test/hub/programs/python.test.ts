import assert from 'node:assert/strict'
import { chmodSync, writeFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { folder } from '../../kubernetes/support/kubeconfig.ts'
import { findPython, isNewEnough } from './python.ts'

it('versions are compared as numbers', () => {
  const table: readonly (readonly [string, boolean])[] = [
    ['3.10', true],
    ['3.14', true],
    ['4.0', true],
    ['3.9', false],
    ['2.11', false],
  ]
  for (const [version, expected] of table) assert.equal(isNewEnough(version), expected, version)
})

describe('the Python of the hub', () => {
  /** A program that says it is this Python. */
  const python = (version: string, path: string) => {
    writeFileSync(path, `#!/bin/sh\necho ${version} linux-x86_64 /opt/pythons of ours\n`)
    chmodSync(path, 0o755)
    return path
  }

  it('is the first that is new enough', async () => {
    using files = folder()
    const old = python('3.9', files.write('old', ''))
    const fresh = python('3.12', files.write('fresh', ''))
    const found = { command: fresh, kind: '3.12-linux-x86_64', home: '/opt/pythons of ours' }
    assert.deepEqual(await findPython(['/nowhere/python3', old, fresh]), found)
  })

  it('where none is: what is there, and what to install', async () => {
    using files = folder()
    const old = python('3.9', files.write('old', ''))
    await assert.rejects(findPython([old]), /old is 3\.9: install Python 3\.10 or later/)
    await assert.rejects(findPython(['/nowhere/python3']), /no python3 on the PATH: install Python 3\.10 or later/)
  })
})
