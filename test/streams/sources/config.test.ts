/** The config file on the real file system: what it says, each time it says something else. */
import assert from 'node:assert/strict'
import { renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { changesBeside } from '../../../streams/operators/changes-beside.ts'
import { type ConfigReading, configFile$ } from '../../../streams/sources/config.ts'
import { folder } from '../../kubernetes/support/kubeconfig.ts'
import { MINUTE } from '../../support/time.ts'
import { clock } from '../support/clock.ts'
import { listen } from '../support/listen.ts'

const poolIn = (label: string) => `nodePools: {user: {nodeSelector: {pool: ${label}}}}`
const WRONG = 'nodePools: {user: {replicas: many}}'

/** Puts another file in its place at once, as the kubelet and editors do: nobody sees half a file. */
function put(path: string, text: string): void {
  writeFileSync(`${path}~`, text)
  renameSync(`${path}~`, path)
}

/** In short: the label of its pool, or where it is refused. */
function say({ loaded }: ConfigReading): string {
  if (loaded.at === 'refused') return `refused: ${loaded.errors.map(({ where, text }) => `${where} ${text}`).join()}`
  return loaded.config.pools.get('user')?.nodeSelector.pool ?? 'no pool'
}

/** What is heard of a file; `changed` waits until a change was seen, and for the burst to be over. */
function reading(path: string) {
  const time = clock()
  const heard = listen(configFile$(path, time.scheduler))
  // Told after the one before it, of the same folder.
  const seen = listen(changesBeside(path))
  return {
    time,
    heard,
    next: async () => say(await heard.next()),
    changed: async (change: () => void) => {
      change()
      await seen.next()
      await time.advance(500)
    },
    [Symbol.dispose]() {
      heard[Symbol.dispose]()
      seen[Symbol.dispose]()
    },
  }
}

describe('the config file', () => {
  it('is read at once, and on each change of it', async () => {
    using files = folder()
    const path = files.write('values.yaml', poolIn('a'))
    using file = reading(path)
    assert.equal(await file.next(), 'a')
    await file.changed(() => put(path, poolIn('b')))
    assert.equal(await file.next(), 'b')
  })
  it('comes with its text, as it is kept', async () => {
    using files = folder()
    using file = reading(files.write('values.yaml', poolIn('a')))
    assert.equal((await file.heard.next()).text, poolIn('a'))
  })
  it('that is wrong is refused, with where', async () => {
    using files = folder()
    using file = reading(files.write('values.yaml', WRONG))
    assert.match(await file.next(), /^refused: nodePools\.user\.replicas /)
  })
  it('that is not there is refused like a wrong one, and read when it comes', async () => {
    using files = folder()
    const path = join(files.path, 'values.yaml')
    using file = reading(path)
    assert.match(await file.next(), /^refused: \S+values\.yaml cannot be read: ENOENT/)
    await file.changed(() => put(path, poolIn('a')))
    assert.equal(await file.next(), 'a')
    await file.changed(() => rmSync(path))
    assert.match(await file.next(), /^refused: .* cannot be read/)
  })
  it('is no news while its text is the same, whatever else changes beside it', async () => {
    using files = folder()
    const path = files.write('values.yaml', poolIn('a'))
    using file = reading(path)
    assert.equal(await file.next(), 'a')
    await file.changed(() => files.write('other.yaml', poolIn('c')))
    await file.changed(() => put(path, poolIn('a')))
    await file.time.advance(MINUTE)
    await file.changed(() => put(path, poolIn('b')))
    assert.equal(await file.next(), 'b')
    assert.equal(file.heard.all.length, 2)
  })
  it('that changes unseen, as in some file systems, is read within a minute', async () => {
    using files = folder()
    using elsewhere = folder()
    const target = elsewhere.write('values.yaml', poolIn('a'))
    const path = join(files.path, 'values.yaml')
    symlinkSync(target, path)
    using file = reading(path)
    assert.equal(await file.next(), 'a')
    put(target, poolIn('b'))
    await file.time.advance(MINUTE - 1)
    assert.equal(file.heard.all.length, 1)
    await file.time.advance(1)
    assert.equal(await file.next(), 'b')
  })
})
