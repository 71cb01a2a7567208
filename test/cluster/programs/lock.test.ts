import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, it } from 'node:test'
import { withLock } from './lock.ts'

const folder = mkdtempSync(join(tmpdir(), 'warmseats-lock-'))
after(() => rmSync(folder, { recursive: true }))

/** Never a process: above the highest pid of Linux and macOS. */
const deadPid = 2 ** 22 + 1

it('one at a time: the second waits, is told so once, and then gets its turn', async () => {
  const path = join(folder, 'shared', 'lock')
  const seen: string[] = []
  const first = Promise.withResolvers<void>()
  const one = withLock(path, assert.fail, async () => {
    seen.push('one in')
    await first.promise
    seen.push('one out')
  })
  const two = withLock(
    path,
    (holder) => {
      seen.push(`waits for ${holder.split(' ')[0]}`)
      first.resolve()
    },
    async () => seen.push('two in'),
  )
  await Promise.all([one, two])
  assert.deepEqual(seen, ['one in', `waits for ${process.pid}`, 'one out', 'two in'])
  assert.equal(existsSync(path), false)
})

it('a failure lets go of the lock', async () => {
  const path = join(folder, 'failing')
  const failing = withLock(path, assert.fail, () => Promise.reject(new Error('no disk')))
  await assert.rejects(failing, /no disk/)
  assert.equal(existsSync(path), false)
})

it('the lock of a process that is gone is taken over', async () => {
  const path = join(folder, 'dead')
  writeFileSync(path, `${deadPid} ${hostname()}`)
  assert.equal(await withLock(path, assert.fail, async () => 'mine'), 'mine')
})

it('so is one of another host that has not been touched for long', async () => {
  const path = join(folder, 'elsewhere')
  writeFileSync(path, '1 another-host')
  utimesSync(path, 0, 0)
  assert.equal(await withLock(path, assert.fail, async () => 'mine'), 'mine')
})
