import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, it } from 'node:test'
import { ALL, entries, filesOf, SHARED, type Shared, TESTS } from './files.ts'

const shared = Object.keys(SHARED) as Shared[]

describe('the files of tests', () => {
  it('are all but those that need a control plane or the tools of the chart', () => {
    const elsewhere = /^(chart|cluster|e2e)\/|^chaos\/chaos\.test\.ts$/
    const all = globSync('**/*.test.ts', { cwd: TESTS })
    assert.deepEqual(ALL, all.filter((file) => !elsewhere.test(file)).toSorted())
    assert.ok(ALL.includes('chaos/order.test.ts') && all.length > ALL.length)
  })
  it('run, each in one process', () => {
    const alone = entries().filter((file) => file.endsWith('.test.ts'))
    assert.deepEqual([...alone, ...shared.flatMap(filesOf)].toSorted(), ALL)
  })
  it('share the processes that there are', () => {
    const processes = globSync('*.ts', { cwd: join(import.meta.dirname, 'processes') })
    const begun = entries().filter((file) => !file.endsWith('.test.ts'))
    assert.deepEqual(begun.map((file) => basename(file)).toSorted(), processes.toSorted())
    for (const name of shared) assert.ok(filesOf(name).length > 1, `${name} has no files`)
  })
})
