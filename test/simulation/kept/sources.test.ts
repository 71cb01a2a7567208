import assert from 'node:assert/strict'
import { readFileSync, utimesSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { it } from 'node:test'
import { readSource } from '../../architecture/read-source.ts'
import { folder } from '../../kubernetes/support/kubeconfig.ts'
import { areChangedSince, digestOf, filesOf } from './sources.ts'

const ROOT = join(import.meta.dirname, '../../..')

it('a module is made of all that it imports, as the syntax tree has it, and those in turn', () => {
  const files = filesOf(join(ROOT, 'src/simulation/played.ts'))
  const names = files.map((path) => relative(ROOT, path))
  for (const name of ['src/domain/decide/decide.ts', 'streams/pipeline.ts', 'src/simulation/actors/cloud.ts'])
    assert.ok(names.includes(name), name)
  for (const path of files.filter((one) => one.endsWith('.ts')))
    for (const module of readSource(path, readFileSync(path, 'utf8')).imports)
      if (module.startsWith('.')) assert.ok(files.includes(join(dirname(path), module)), `${path}: ${module}`)
})

it('what has nothing to do with it is no part of it', () => {
  const names = filesOf(join(ROOT, 'src/simulation/played.ts')).map((path) => relative(ROOT, path))
  assert.deepEqual(
    names.filter((name) => /^(src\/(server|commands)|test|docs)\//.test(name)),
    [],
  )
})

it('imports of every kind, threads and tables are found, circles end', () => {
  using place = folder()
  place.write('a.ts', "import './b.ts'; export * from \"./c.ts\"; new Worker(new URL('d.ts', import.meta.url))")
  place.write('b.ts', "const a = await import('./a.ts'); read('table.csv'); read('gone.csv')")
  for (const name of ['c.ts', 'd.ts', 'table.csv', 'other.ts']) place.write(name, '')
  const files = filesOf(join(place.path, 'a.ts'))
  assert.deepEqual(
    files.map((path) => relative(place.path, path)),
    ['a.ts', 'b.ts', 'c.ts', 'd.ts', 'table.csv'],
  )
})

it('the digest is another one when content or name changes, and only then', () => {
  using place = folder()
  const digest = (texts: Readonly<Record<string, string>>) =>
    digestOf(
      place.path,
      Object.entries(texts).map(([name, text]) => place.write(name, text)),
    )
  const first = digest({ 'a.ts': 'one', 'b.ts': 'two' })
  assert.equal(digest({ 'a.ts': 'one', 'b.ts': 'two' }), first)
  for (const other of [
    { 'a.ts': 'one', 'b.ts': 'twq' },
    { 'a.ts': 'onet', 'b.ts': 'wo' },
    { 'a.ts': 'one', 'c.ts': 'two' },
  ])
    assert.notEqual(digest(other), first)
})

it('a file that was written since is seen', () => {
  using place = folder()
  const files = ['a.ts', 'b.ts'].map((name) => place.write(name, ''))
  for (const path of files) utimesSync(path, 100, 100)
  assert.equal(areChangedSince(files, 101_000), false)
  utimesSync(files[1] ?? '', 101, 101)
  assert.equal(areChangedSince(files, 101_000), true)
})
