/**
 * Just enough unzip for a Go toolchain, because `unzip` is not on every machine: stored and deflated entries, no
 * encryption, no zip64. Refuses names that would leave the target folder.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import { inflateRawSync } from 'node:zlib'

interface Entry {
  readonly name: string
  readonly method: number
  readonly compressedSize: number
  readonly size: number
  readonly offset: number
}

/**
 * Unpacks the files of `zip` whose names start with `prefix` into `folder`, the prefix cut off.
 * `executable` decides by the shortened name which files get the exec bit.
 */
export function unzip(zip: Buffer, folder: string, prefix: string, executable: (name: string) => boolean): void {
  for (const entry of centralDirectory(zip)) {
    if (!entry.name.startsWith(prefix) || entry.name.endsWith('/')) continue
    const name = entry.name.slice(prefix.length)
    const path = join(folder, name)
    if (!resolve(path).startsWith(resolve(folder) + sep)) throw new Error(`zip entry leaves its folder: ${entry.name}`)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content(zip, entry), { mode: executable(name) ? 0o755 : 0o644 })
  }
}

function* centralDirectory(zip: Buffer): Generator<Entry> {
  // The end record is 22 bytes and a comment of up to 64 KiB; its signature is searched from the back.
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0) throw new Error('not a zip file: no end of central directory')
  const count = zip.readUInt16LE(end + 10)
  let at = zip.readUInt32LE(end + 16)
  if (count === 0xffff || at === 0xffffffff) throw new Error('zip64 is not supported')
  for (let i = 0; i < count; i++) {
    if (zip.readUInt32LE(at) !== 0x02014b50) throw new Error('zip file is damaged: bad central directory entry')
    const nameLength = zip.readUInt16LE(at + 28)
    yield {
      method: zip.readUInt16LE(at + 10),
      compressedSize: zip.readUInt32LE(at + 20),
      size: zip.readUInt32LE(at + 24),
      offset: zip.readUInt32LE(at + 42),
      name: zip.toString('utf8', at + 46, at + 46 + nameLength),
    }
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
}

function content(zip: Buffer, entry: Entry): Buffer {
  // Name and extra lengths are read again: the local header's extra field may differ from the central one.
  const data = entry.offset + 30 + zip.readUInt16LE(entry.offset + 26) + zip.readUInt16LE(entry.offset + 28)
  const raw = zip.subarray(data, data + entry.compressedSize)
  if (entry.method === 0) return raw
  if (entry.method === 8) return inflateRawSync(raw, { maxOutputLength: Math.max(entry.size, 1) })
  throw new Error(`zip entry ${entry.name} uses compression method ${entry.method}, which is not supported`)
}
