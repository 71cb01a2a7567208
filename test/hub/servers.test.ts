import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, it } from 'node:test'
import { answersOf, placeOf, prefixOf, type UserPod } from './servers.ts'

const pod = (status: UserPod['status'], more: { readonly deletionTimestamp?: string } = {}): UserPod => ({
  metadata: { name: 'jupyter-ada', ...more },
  spec: {
    containers: [
      { env: [{ name: 'JUPYTERHUB_SERVICE_PREFIX', value: '/user/ada/' }], ports: [{ containerPort: 8888 }] },
    ],
  },
  status,
})

describe("a user's server", () => {
  it('listens at the address of its pod, while that runs', () => {
    assert.deepEqual(placeOf(pod({ phase: 'Running', podIP: '127.20.0.1' })), { host: '127.20.0.1', port: 8888 })
    assert.equal(placeOf(pod({ phase: 'Pending' })), undefined)
    assert.equal(placeOf(pod({ phase: 'Running' })), undefined)
    assert.equal(placeOf(pod({ phase: 'Succeeded', podIP: '127.20.0.1' })), undefined)
    const leaving = { deletionTimestamp: '2026-03-24T09:00:00Z' }
    assert.equal(placeOf(pod({ phase: 'Running', podIP: '127.20.0.1' }, leaving)), undefined)
  })

  it('answers below the path that its environment names, and nowhere else, with the version of the hub', async () => {
    const server = createServer(answersOf(prefixOf(pod({})), '6.1.1'))
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const { port } = server.address() as AddressInfo
    const ask = async (path: string) => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`)
      await response.text()
      return [response.status, response.headers.get('x-jupyterhub-version')]
    }
    try {
      assert.deepEqual(await ask('/user/ada/api'), [200, '6.1.1'])
      assert.deepEqual(await ask('/user/ada/?redirects=1'), [200, '6.1.1'])
      assert.deepEqual(await ask('/user/bo/api'), [404, '6.1.1'])
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })
})
