import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { promisify } from 'node:util'
import { isMetadata, lookupReachable, namesMetadata } from '../../../src/sinks/notify/reachable.ts'

describe('addresses of a cloud’s metadata', () => {
  for (const address of [
    '169.254.169.254',
    '169.254.170.2',
    'fe80::a9fe:a9fe',
    'fd00:ec2::254',
    '::ffff:169.254.169.254',
    '100.100.100.200',
  ])
    it(`${address} is one`, () => assert.equal(isMetadata(address), true))
  for (const address of ['10.0.0.1', '127.0.0.1', '::1', '192.168.1.1', 'fd00:ec2::253', '93.184.216.34'])
    it(`${address} is none: a chat may run there`, () => assert.equal(isMetadata(address), false))
  for (const [url, is] of [
    ['http://169.254.169.254/latest', true],
    ['http://2852039166/latest', true],
    ['http://0xa9fea9fe/', true],
    ['http://[fd00:ec2::254]/', true],
    ['http://[::ffff:169.254.169.254]/', true],
    ['http://mattermost.chat.svc/', false],
    ['https://hooks.slack.com/services/T/B/x', false],
  ] as const)
    it(`${url} names ${is ? 'one' : 'none'}`, () => assert.equal(namesMetadata(new URL(url)), is))
})

it('a name is looked up as ever', async () => {
  const address = await promisify(lookupReachable)('127.0.0.1', {})
  assert.equal(address, '127.0.0.1')
})
