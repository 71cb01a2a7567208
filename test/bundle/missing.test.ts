import assert from 'node:assert/strict'
import { it } from 'node:test'
import { missingPackages } from '../../src/bundle/missing.ts'

const output = (...paths: string[]) => ({
  ...{ inputs: {}, bytes: 0, exports: [] },
  imports: paths.map((path) => ({ path, kind: 'require-call' as const, external: true })),
})

it('a package that is asked for must be in the bundle; what Node brings, and what packages do without, need not', () => {
  const outputs = { a: output('node:fs', 'fs/promises', 'supports-color'), b: output('left-pad', 'left-pad') }
  const inside = { ...output(), imports: [{ path: 'chunk.mjs', kind: 'import-statement' as const }] }
  assert.deepEqual(missingPackages({ outputs: { ...outputs, inside } }), ['left-pad'])
})
