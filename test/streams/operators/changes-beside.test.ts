/** On the real file system: each change is waited for, as it comes. */
import assert from 'node:assert/strict'
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { changesBeside } from '../../../streams/operators/changes-beside.ts'
import { folder } from '../../kubernetes/support/kubeconfig.ts'
import { listen } from '../support/listen.ts'

/** A mounted ConfigMap: `file` is a link into `..data`, a link to the folder of a version. */
function mount(path: string, version: string) {
  const versioned = join(path, `..${version}`)
  mkdirSync(versioned)
  writeFileSync(join(versioned, 'file'), version)
  symlinkSync(`..${version}`, join(path, '..new'))
  renameSync(join(path, '..new'), join(path, '..data'))
}

describe('something changed beside a file', () => {
  const changes: readonly [name: string, change: (path: string) => void][] = [
    ['it was written', (path) => writeFileSync(join(path, 'file'), 'b')],
    [
      'an editor put another one in its place',
      (path) => {
        writeFileSync(join(path, 'file~'), 'b')
        renameSync(join(path, 'file~'), join(path, 'file'))
      },
    ],
    ['it went', (path) => rmSync(join(path, 'file'))],
    ['another one came', (path) => writeFileSync(join(path, 'other'), 'b')],
    ['a ConfigMap was swapped', (path) => mount(path, 'b')],
  ]
  for (const [name, change] of changes)
    it(name, async () => {
      using files = folder()
      const path = files.write('file', 'a')
      using heard = listen(changesBeside(path))
      change(files.path)
      assert.equal(await heard.next(), undefined)
    })

  it('is no news to who has gone', async () => {
    using files = folder()
    const path = files.write('file', 'a')
    using gone = listen(changesBeside(path))
    gone.subscription.unsubscribe()
    using heard = listen(changesBeside(path))
    writeFileSync(path, 'b')
    await heard.next()
    assert.deepEqual(gone.all, [])
  })
  it('is not to be seen where there is no folder; whoever listens also looks now and then', () => {
    using files = folder()
    using heard = listen(changesBeside(join(files.path, 'nowhere', 'file')))
    assert.deepEqual([heard.all, heard.subscription.closed], [[], false])
  })
  it('does not end when the folder goes', async () => {
    using files = folder()
    const path = join(files.path, 'mount')
    mkdirSync(path)
    using heard = listen(changesBeside(join(path, 'file')))
    rmSync(path, { recursive: true })
    await heard.next()
    assert.equal(heard.subscription.closed, false)
  })
})
