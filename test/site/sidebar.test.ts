import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { describe, it } from 'node:test'
import { addressOf } from '../../site/addresses.ts'
import { READERS } from '../../site/sidebar.ts'
import { pathOf } from '../docs/support.ts'

const listed = READERS.flatMap(({ pages }) => pages)
const files = listed.map(([, file]) => file)

describe('the sidebar', () => {
  it('has each document', () =>
    assert.deepEqual(
      globSync(['*.md', 'docs/**/*.md'], { cwd: pathOf('.') }).filter((file) => !files.includes(file)),
      [],
      'add it to site/sidebar.ts, below who reads it',
    ))

  it('has none twice, and no two with the same name', () => {
    assert.equal(new Set(files).size, files.length)
    assert.equal(new Set(listed.map(([name]) => name)).size, listed.length)
  })

  it('has pages only', () =>
    assert.deepEqual(
      files.filter((file) => addressOf(file) === undefined),
      [],
    ))
})
