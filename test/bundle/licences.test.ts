import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { licences } from '../../src/bundle/licences.ts'

describe('the licences of what is in the bundle', () => {
  const root = mkdtempSync(join(tmpdir(), 'warmseats-licences-'))
  after(() => rmSync(root, { recursive: true }))

  function install(name: string, manifest: object, files: Readonly<Record<string, string>> = {}): void {
    const folder = join(root, 'node_modules', name)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: '1.0.0', ...manifest }))
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text)
  }
  const metafile = (inputs: Readonly<Record<string, number>>) => ({
    outputs: {
      'out.mjs': {
        ...{ imports: [], exports: [], bytes: 0 },
        inputs: Object.fromEntries(Object.entries(inputs).map(([path, bytesInOutput]) => [path, { bytesInOutput }])),
      },
    },
  })

  it('stand there with their texts, the same words once, and nothing of what was left out', async () => {
    install('@one/a', { license: 'MIT' }, { LICENSE: 'May be used.\r\n', 'license.js': 'x' })
    install('b', { license: 'MIT' }, { 'license.md': 'May be used.' })
    install('c', { license: 'Apache-2.0' }, { LICENSE: 'Apache.', NOTICE: 'By C.' })
    install('unused', { license: 'X' }, { LICENSE: 'Not in it.' })
    const text = await licences(
      metafile({
        ...{ 'node_modules/@one/a/index.js': 1, 'node_modules/b/lib/b.js': 1, 'node_modules/c/c.js': 1 },
        ...{ 'node_modules/unused/index.js': 0, 'src/cli.ts': 1 },
      }),
      root,
    )
    assert.match(text, /\n@one\/a 1\.0\.0 \(MIT\)\nb 1\.0\.0 \(MIT\)\n\nMay be used\.\n/)
    assert.match(text, /\nc 1\.0\.0 \(Apache-2\.0\)\n\nApache\.\n\nBy C\.\n/)
    assert.doesNotMatch(text, /unused|Not in it/)
  })

  it('a package inside another is its own', async () => {
    install('d', { license: 'MIT' }, { LICENSE: 'Outer.' })
    install('d/node_modules/e', { name: 'e', license: 'ISC' }, { LICENSE: 'Inner.' })
    const text = await licences(metafile({ 'node_modules/d/node_modules/e/e.js': 1 }), root)
    assert.match(text, /\ne 1\.0\.0 \(ISC\)\n\nInner\./)
    assert.doesNotMatch(text, /Outer/)
  })

  it('one without a text is told by its name, one that says nothing fails the build', async () => {
    install('f', { license: 'MIT', author: { name: 'F' } })
    install('g', {})
    assert.match(await licences(metafile({ 'node_modules/f/f.js': 1 }), root), /f 1\.0\.0 \(MIT\)\n\nMIT, by F\./)
    await assert.rejects(licences(metafile({ 'node_modules/g/g.js': 1 }), root), /says nothing of its licence/)
  })
})
