import assert from 'node:assert/strict'
import { it } from 'node:test'
import { namelessImports } from '../../src/bundle/names.ts'

const output = (entryPoint: string | undefined, ...exports: string[]) => ({
  ...{ imports: [], inputs: {}, bytes: 0, exports },
  ...(entryPoint === undefined ? {} : { entryPoint }),
})

it('what is loaded by its names must have them: a package that is no ES module has none', () => {
  const outputs = {
    a: output('node_modules/no-module/index.js', 'default'),
    b: output('node_modules/module/index.js', 'default', 'read'),
    c: output('src/commands/plan.ts', 'default'),
    d: output(undefined),
  }
  assert.deepEqual(namelessImports({ outputs }), ['node_modules/no-module/index.js'])
})
