import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Cluster, controlPlane, eventually, startCluster } from '../../cluster/index.ts'
import { install, type Release } from '../support/release.ts'
import { poolValues } from '../support/values.ts'

const { skip } = await controlPlane()
const WEBHOOK = '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/warmseats'
const SECRET = '/api/v1/namespaces/hub/secrets/warmseats-certificate'

interface WebhookObject {
  readonly webhooks: readonly [
    {
      readonly timeoutSeconds: number
      readonly clientConfig: { readonly caBundle?: string; readonly service: { readonly path?: string } }
    },
  ]
}

// helm 3 merges three ways on the client, helm 4 applies on the server.
for (const helm of [3, 4] as const)
  describe(`the webhook's certificate, with helm ${helm}`, { skip }, () => {
    let cluster: Cluster
    let release: Release
    const values = (timeoutSeconds: number) => ({
      nodePools: { user: poolValues('user') },
      profiles: { enabled: true, webhook: { timeoutSeconds } },
    })
    before(async () => {
      cluster = await startCluster({ kwok: false, scheduler: false })
      release = await install({ cluster, helm, values: values(3) })
      await release.start()
    })
    after(async () => {
      await release?.stop()
      await cluster?.stop()
    })
    const webhook = async () => ((await cluster.request('GET', WEBHOOK)) as WebhookObject).webhooks[0]
    const secret = async () => ((await cluster.request('GET', SECRET)) as { data?: object }).data

    it('an upgrade that changes the webhook leaves certificate, CAs and path', async () => {
      const announced = () => webhook().then(({ clientConfig }) => clientConfig)
      await eventually('it is announced', async () => (await announced()).caBundle !== undefined)
      const before = [await announced(), await secret()]
      assert.match((await announced()).service.path ?? '', /^\/mutate\/[0-9a-f]{64}$/)
      await release.upgrade(values(5))
      assert.equal((await webhook()).timeoutSeconds, 5)
      assert.deepEqual([await announced(), await secret()], before)
    })

    it('uninstalling takes both away', async () => {
      await release.uninstall()
      for (const path of [WEBHOOK, SECRET])
        await assert.rejects(cluster.request('GET', path), ({ status }: { status?: number }) => status === 404)
    })
  })
