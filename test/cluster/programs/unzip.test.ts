import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, it } from 'node:test'
import { deflateRawSync } from 'node:zlib'
import { unzip } from './unzip.ts'

const folder = mkdtempSync(join(tmpdir(), 'warmseats-unzip-'))
after(() => rmSync(folder, { recursive: true }))

/** Builds a zip; the first file is stored, the others are deflated. */
function zip(files: Readonly<Record<string, string>>): Buffer {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let offset = 0
  for (const [i, [name, text]] of Object.entries(files).entries()) {
    const data = i === 0 ? Buffer.from(text) : deflateRawSync(text)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50)
    local.writeUInt16LE(name.length, 26)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50)
    central.writeUInt16LE(i === 0 ? 0 : 8, 10)
    central.writeUInt32LE(data.length, 20)
    central.writeUInt32LE(text.length, 24)
    central.writeUInt16LE(name.length, 28)
    central.writeUInt32LE(offset, 42)
    locals.push(local, Buffer.from(name), data)
    centrals.push(central, Buffer.from(name))
    offset += local.length + name.length + data.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50)
  end.writeUInt16LE(centrals.length / 2, 10)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, ...centrals, end])
}

it('unpacks what is below the prefix, and makes executable what shall be', () => {
  const program = 'go '.repeat(1000)
  const archive = zip({ 'a@1/LICENSE': 'free', 'a@1/bin/go': program, 'other/file': 'no', 'a@1/empty': '' })
  unzip(archive, folder, 'a@1/', (name) => name.startsWith('bin/'))
  assert.equal(readFileSync(join(folder, 'LICENSE'), 'utf8'), 'free')
  assert.equal(readFileSync(join(folder, 'bin/go'), 'utf8'), program)
  assert.equal(readFileSync(join(folder, 'empty'), 'utf8'), '')
  assert.equal(statSync(join(folder, 'bin/go')).mode & 0o111, 0o111)
  assert.equal(statSync(join(folder, 'LICENSE')).mode & 0o111, 0)
  assert.throws(() => statSync(join(folder, 'file')))
})

it('refuses what leaves the folder, what is longer than it says, and what is no zip', () => {
  const none = () => false
  assert.throws(() => unzip(zip({ 'a/../../escaped': 'no' }), folder, 'a/', none), /leaves its folder/)
  const bomb = zip({ 'a/first': '', 'a/bomb': 'x'.repeat(1000) })
  bomb.writeUInt32LE(10, bomb.lastIndexOf('PK\x01\x02', undefined, 'latin1') + 24)
  assert.throws(() => unzip(bomb, folder, 'a/', none))
  assert.throws(() => unzip(Buffer.from('<html>'), folder, 'a/', none), /not a zip/)
})
