import assert from 'node:assert/strict'
import type { LookupFunction } from 'node:net'
import { describe, it } from 'node:test'
import { namesForbidden, reachableLookup, Unreachable } from '../../../src/sinks/notify/reachable.ts'

describe('an address that is named itself', () => {
  for (const [url, is] of [
    ['http://169.254.169.254/latest', true],
    ['http://2852039166/latest', true],
    ['http://0xa9fea9fe/', true],
    ['http://[fd00:ec2::254]/', true],
    ['http://[::ffff:169.254.169.254]/', true],
    ['http://10.0.0.7/', false],
    ['http://mattermost.chat.svc/', false],
    ['https://hooks.slack.com/services/T/B/x', false],
  ] as const)
    it(`${url} is ${is ? 'forbidden' : 'taken'}`, () => assert.equal(namesForbidden(new URL(url)), is))
})

describe('a name', () => {
  const looked = (address: string, all: boolean) =>
    new Promise<unknown>((done) => {
      const lookup: LookupFunction = (_, options, answered) =>
        options.all ? answered(null, [{ address, family: 4 }]) : answered(null, address, 4)
      reachableLookup(lookup)('chat.example.edu', { all }, (error, found) => done(error ?? found))
    })
  it('is what its server says, in the cluster too', async () => {
    assert.equal(await looked('10.0.0.7', false), '10.0.0.7')
    assert.deepEqual(await looked('8.8.8.8', true), [{ address: '8.8.8.8', family: 4 }])
  })
  it('that leads to the cloud’s metadata leads nowhere', async () => {
    for (const all of [true, false]) assert.ok((await looked('169.254.169.254', all)) instanceof Unreachable)
  })
})
