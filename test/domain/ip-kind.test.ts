import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ipKind } from '../../src/domain/ip-kind.ts'

describe('an address is', () => {
  const TABLE = {
    public: ['8.8.8.8', '172.32.0.1', '2001:4860:4860::8888', '::ffff:8.8.8.8', '64:ff9b::8.8.8.8'],
    private: [
      ...['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1', '127.0.0.1', '127.9.9.9'],
      ...['::1', 'fd12:3456::1', '::ffff:10.0.0.1', '64:ff9b::10.0.0.1'],
    ],
    forbidden: [
      ...['169.254.169.254', '169.254.1.1', '0.0.0.0', '224.0.0.1', '255.255.255.255', '192.0.2.1', '240.0.0.1'],
      ...['100.100.100.200', '192.0.0.192', '168.63.129.16', 'fd00:ec2::254', 'fd20:ce::254'],
      ...['fe80::1', '::', 'ff02::1', '::ffff:169.254.169.254', '64:ff9b::169.254.169.254', '2002:7f00:1::1'],
    ],
  }
  for (const [kind, ips] of Object.entries(TABLE))
    for (const ip of ips) it(`${kind}: ${ip}`, () => assert.equal(ipKind(ip), kind))
})
