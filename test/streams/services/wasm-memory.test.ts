import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { wasmFile } from '../../../streams/services/wasm-file.ts'
import { withMostPages } from '../../../streams/services/wasm-memory.ts'

const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
const CUSTOM = [0, 3, 1, 0x78, 9]
const TYPES = [1, 4, 1, 0x60, 0, 0]
const EXPORTS = [7, 5, 1, 1, 0x6d, 2, 0]
const moduleOf = (...memory: number[]) => Uint8Array.from([...HEADER, ...CUSTOM, ...TYPES, ...memory, ...EXPORTS])

describe('the memory of a WebAssembly module', () => {
  it('has a most, in pages; all else is as it was', () => {
    assert.deepEqual(withMostPages(moduleOf(5, 3, 1, 0, 18), 512), moduleOf(5, 5, 1, 1, 18, 0x80, 4))
    assert.deepEqual(withMostPages(moduleOf(5, 4, 1, 0, 0x80, 1), 200), moduleOf(5, 6, 1, 1, 0x80, 1, 0xc8, 1))
  })

  for (const [what, module] of [
    ['has none', Uint8Array.from([...HEADER, ...CUSTOM, ...TYPES])],
    ['has one with a limit', moduleOf(5, 4, 1, 1, 1, 2)],
    ['is shared', moduleOf(5, 3, 1, 2, 1)],
    ['has two', moduleOf(5, 5, 2, 0, 1, 0, 1)],
  ] as const)
    it(`what ${what} is not what is expected`, () => assert.throws(() => withMostPages(module, 512), /WebAssembly/))

  it('MiniJinja’s is what is expected', () =>
    assert.ok(withMostPages(wasmFile(), 512).length === wasmFile().length + 2))
})
