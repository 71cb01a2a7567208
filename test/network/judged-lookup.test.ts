import assert from 'node:assert/strict'
import type { LookupFunction } from 'node:net'
import { describe, it } from 'node:test'
import { addressIn, judgedLookup } from '../../src/network/judged-lookup.ts'

describe('a judged lookup', () => {
  const two: LookupFunction = (_, { all }, done) => {
    assert.equal(all, true, 'all that a name stands for is asked for')
    done(null, [
      { address: '8.8.8.8', family: 4 },
      { address: '10.0.0.7', family: 4 },
    ])
  }
  const looked = (refused: readonly string[], all: boolean) =>
    new Promise<unknown>((done) => {
      const refuse = (ip: string, host: string) => (refused.includes(ip) ? new Error(`${host}: ${ip}`) : undefined)
      judgedLookup(refuse, two)('a.example', { all }, (error, found) => done(error ?? found))
    })
  it('gives one address, or all, as it is asked', async () => {
    assert.equal(await looked([], false), '8.8.8.8')
    assert.equal(((await looked([], true)) as readonly unknown[]).length, 2)
  })
  it('refuses a name of which any address is refused', async () => {
    for (const all of [true, false]) assert.equal(String(await looked(['10.0.0.7'], all)), 'Error: a.example: 10.0.0.7')
  })
})

it('an address within a URL is found, with its brackets or without; a name is none', () => {
  assert.deepEqual(['10.0.0.7', '[::1]', 'a.example'].map(addressIn), ['10.0.0.7', '::1', undefined])
})
