import assert from 'node:assert/strict'
import { afterEach, it } from 'node:test'
import { buildHubPython } from './hub-python.ts'

const before = process.env.WARMSEATS_PYTHON
afterEach(() => {
  if (before === undefined) delete process.env.WARMSEATS_PYTHON
  else process.env.WARMSEATS_PYTHON = before
})

it('a Python that is named has to have a hub, and is named where it has none', async () => {
  process.env.WARMSEATS_PYTHON = '/nowhere/python'
  await assert.rejects(
    buildHubPython(assert.fail),
    /WARMSEATS_PYTHON=\/nowhere\/python has no jupyterhub and kubespawner: .*ENOENT/,
  )
})
