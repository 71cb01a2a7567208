import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type RegistrySpec, refusalOf } from '../../../src/simulation/cluster/registry.ts'

const MINUTE = 60_000
const image = 'quay.io/hub/data8:1'
const OPEN: RegistrySpec = { outages: [] }

/** What becomes of a pull of 90 s that begins at minute 10. */
function refused(registry: Partial<RegistrySpec>, secrets: readonly string[] = [], begun: number[] = []) {
  const fromMs = 10 * MINUTE
  return refusalOf({ ...OPEN, ...registry }, { image, secrets, fromMs, toMs: fromMs + 90_000 }, begun)
}

describe('a registry', () => {
  it('that is public gives to everybody', () => assert.equal(refused({}), undefined))

  it('that is private gives to who has the secret', () => {
    assert.equal(refused({ secret: 'hub' }, ['other', 'hub']), undefined)
    assert.deepEqual(refused({ secret: 'hub' }, ['other']), {
      atMs: 10 * MINUTE + 1000,
      says:
        `failed to pull and unpack image "${image}": failed to resolve reference "${image}": unexpected status from ` +
        'HEAD request to https://quay.io/v2/hub/data8/manifests/1: 401 Unauthorized',
    })
  })

  const outage = (from: number, to: number) => ({ fromMs: from * MINUTE, toMs: to * MINUTE, says: 'reset' })
  for (const [what, one, atMinute] of [
    ['fails at once while it is away', outage(9, 12), 10],
    ['fails in the middle of a pull', outage(11, 12), 11],
    ['does not, before', outage(8, 10), undefined],
    ['nor after', outage(11.5, 12), undefined],
  ] as const)
    it(what, () => {
      const refusal = refused({ outages: [one] })
      assert.equal(refusal?.atMs, atMinute === undefined ? undefined : atMinute * MINUTE + 1000)
      if (refusal) assert.match(refusal.says, /: reset$/)
    })

  it('with a limit puts off what is too much, and counts only what it began', () => {
    const limit = { pulls: 2, everyMs: MINUTE }
    const begun = [9 * MINUTE, 9.5 * MINUTE]
    assert.equal(refused({ limit }, [], begun), undefined, 'the first is a minute ago')
    assert.deepEqual(begun, [9.5 * MINUTE, 10 * MINUTE])
    assert.match(refused({ limit }, [], begun)?.says ?? '', /429 Too Many Requests$/)
    assert.deepEqual(begun, [9.5 * MINUTE, 10 * MINUTE])
  })
})
