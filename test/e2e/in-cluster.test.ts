/** The token that a pod has, at a real API server: the controller of every installation speaks with one. */
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, it, suite } from 'node:test'
import { api } from '../../src/kubernetes/api.ts'
import { connect } from '../../src/kubernetes/connection.ts'
import { type Cluster, controlPlane, startCluster } from '../cluster/index.ts'

const { skip } = await controlPlane()
const ACCOUNT = 'var/run/secrets/kubernetes.io/serviceaccount'
const REVIEW = '/apis/authentication.k8s.io/v1/selfsubjectreviews'

suite("a pod's own credentials", { skip }, () => {
  let cluster: Cluster
  const rootPrefix = mkdtempSync(join(tmpdir(), 'warmseats-pod-'))
  const mount = (name: string, content: string | Uint8Array) => writeFileSync(join(rootPrefix, ACCOUNT, name), content)
  before(async () => {
    cluster = await startCluster()
    mkdirSync(join(rootPrefix, ACCOUNT), { recursive: true })
    mount('namespace', 'default')
  })
  after(async () => {
    await cluster?.stop()
    rmSync(rootPrefix, { recursive: true })
  })

  it('are its ServiceAccount, and after a 401 what is mounted then', async () => {
    mount('ca.crt', readFileSync(cluster.caFile))
    mount('token', 'of yesterday')
    const { hostname, port } = new URL(cluster.server)
    const env = { KUBERNETES_SERVICE_HOST: hostname, KUBERNETES_SERVICE_PORT: port }
    const connection = await connect({ env, rootPrefix, inCluster: true })
    const whoAmI = () =>
      api(connection).create(REVIEW, { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' })
    await assert.rejects(whoAmI(), /401|Unauthorized/)
    mount('token', await cluster.tokenFor('default', 'default'))
    const { status } = (await whoAmI()) as { readonly status?: { readonly userInfo: { readonly username: string } } }
    assert.equal(status?.userInfo.username, 'system:serviceaccount:default:default')
    assert.equal(connection.namespace, 'default')
    await connection.close()
  })
})
