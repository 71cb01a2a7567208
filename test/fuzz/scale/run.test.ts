import assert from 'node:assert/strict'
import { it } from 'node:test'
import { scale } from './run.ts'

// The whole of it is `npm run fuzz -- --scale`. The limit there is 50 ms; here other tests run beside this one, so that
// only what is far beyond it is a failure.
it('80 texts with productions that come up to ten thousand times: no step, no bytes and no memory grow with them', async () => {
  const found = await scale({ runs: 80, seed: 2, limitMs: 200, mostRssMb: 400, decades: 4 })
  assert.deepEqual(found.failures, [])
  const said = [...found.verdicts.keys()].join()
  for (const one of [
    'calendar read',
    'config good',
    'profiles read',
    'admission patched',
    'description',
    'quantity',
    'memory',
  ])
    assert.match(said, new RegExp(one))
})
