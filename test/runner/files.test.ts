import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { describe, it } from 'node:test'
import { entries, filesOf, SHARED, type Shared, TESTS } from './files.ts'

const all = globSync('**/*.test.ts', { cwd: TESTS }).filter((file) => !/^(chart|cluster|e2e)\//.test(file))
const shared = Object.keys(SHARED) as Shared[]
const started = entries().map((file) => relative(TESTS, file))

describe('the files of tests', () => {
  it('run, each in one process', () => {
    const alone = started.filter((file) => file.endsWith('.test.ts'))
    assert.deepEqual([...alone, ...shared.flatMap(filesOf)].toSorted(), all.toSorted())
  })
  it('share the processes that there are', () => {
    const processes = globSync('*.ts', { cwd: join(import.meta.dirname, 'processes') })
    const begun = started.filter((file) => !file.endsWith('.test.ts')).map((file) => basename(file))
    assert.deepEqual(begun.toSorted(), processes.toSorted())
    for (const name of shared) assert.ok(filesOf(name).length > 1, `${name} has no files`)
  })
})
