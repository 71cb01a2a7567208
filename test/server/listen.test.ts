import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { describe, it } from 'node:test'
import Fastify from 'fastify'
import { type ListenAt, listenAnywhere } from '../../src/server/listen.ts'

/** An operating system that answers a host so. */
function machine(answers: Readonly<Record<string, string>>) {
  const asked: ListenAt[] = []
  const listen = async (at: ListenAt) => {
    asked.push(at)
    const code = answers[at.host]
    if (code) throw Object.assign(new Error(`listen ${code}`), { code })
  }
  return { asked, listen }
}

describe('listening at all addresses', () => {
  it('with IPv6, which takes IPv4 as well', async () => {
    const { asked, listen } = machine({})
    await listenAnywhere(listen, 8080)
    assert.deepEqual(asked, [{ host: '::', port: 8080, backlog: 2048 }])
  })

  for (const code of ['EAFNOSUPPORT', 'EADDRNOTAVAIL'])
    it(`of IPv4 alone, where IPv6 gives ${code}`, async () => {
      const { asked, listen } = machine({ '::': code })
      await listenAnywhere(listen, 8080)
      assert.deepEqual(asked, [
        { host: '::', port: 8080, backlog: 2048 },
        { host: '0.0.0.0', port: 8080, backlog: 2048 },
      ])
    })

  it('a port that is taken is not tried again', async () => {
    const { asked, listen } = machine({ '::': 'EADDRINUSE' })
    await assert.rejects(listenAnywhere(listen, 8080), { code: 'EADDRINUSE' })
    assert.equal(asked.length, 1)
  })

  it('where IPv4 does not go either, it says what IPv4 said', async () => {
    const { listen } = machine({ '::': 'EAFNOSUPPORT', '0.0.0.0': 'EADDRINUSE' })
    await assert.rejects(listenAnywhere(listen, 8080), { code: 'EADDRINUSE' })
  })

  it('a server whose first try failed answers after the second', async () => {
    const server = Fastify()
    server.get('/', () => 'here')
    // Nobody has this address (RFC 5737): the socket itself gives EADDRNOTAVAIL.
    await listenAnywhere((at) => server.listen(at.host === '::' ? { ...at, host: '192.0.2.1' } : at), 0)
    try {
      const { address, port } = server.server.address() as AddressInfo
      assert.equal(address, '0.0.0.0')
      assert.equal(await (await fetch(`http://127.0.0.1:${port}/`)).text(), 'here')
    } finally {
      await server.close()
    }
  })
})
