import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { PodManifest } from '../../../src/domain/profiles/pod/pod-manifest.ts'
import { makeCertificate } from '../../../src/sinks/make-certificate.ts'
import { type Cluster, controlPlane, eventually, startCluster } from '../../cluster/index.ts'
import { spawned } from '../../support/profiles.ts'
import { install, type Release } from '../support/release.ts'
import { ownAddress, ROUTED, route } from '../support/route.ts'
import { poolValues } from '../support/values.ts'

const { skip } = await controlPlane()
const why = skip || (ownAddress() === undefined && 'this machine has no address but loopback')

const WEBHOOK = '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/warmseats'
const SECRETS = '/api/v1/namespaces/hub/secrets'
const APPLY = 'application/apply-patch+yaml'

/** The test does what cert-manager would: it fills the Secret of the Certificate, and tells the webhook the CA. */
describe('the webhook with cert-manager', { skip: why }, () => {
  let cluster: Cluster
  let release: Release
  const values = (timeoutSeconds: number) => ({
    nodePools: { user: poolValues('user') },
    profiles: {
      enabled: true,
      static: { profiles: [{ name: 'everybody', env: { REGION: 'north' } }] },
      webhook: { timeoutSeconds, certManager: { enabled: true } },
    },
  })
  before(async () => {
    cluster = await startCluster({ ...ROUTED, kwok: false })
    await defineCertManager(cluster)
    release = await install({ cluster, helm: 4, values: values(3) })
  })
  after(async () => {
    await release?.stop()
    await cluster?.stop()
  })

  const clientConfig = async () => {
    const { webhooks } = (await cluster.request('GET', WEBHOOK)) as {
      webhooks: readonly [{ clientConfig: { caBundle?: string; service: { path?: string } } }]
    }
    return webhooks[0].clientConfig
  }
  const regionOfNewPod = async () => {
    const pods = '/api/v1/namespaces/hub/pods?dryRun=All'
    const { spec } = (await cluster.request('POST', pods, spawned({ user: 'ada' }))) as PodManifest
    return spec?.containers?.[0]?.env?.find(({ name }) => name === 'REGION')?.value
  }
  const isTold = async () => /\/mutate\/./.test((await clientConfig()).service.path ?? '')

  it('the path is ours, the CA is not', async () => {
    const controller = await release.start()
    await controller.line('certificate step made', ({ step }) => step === 'make path')
    assert.equal((await controller.get('/readyz')).status, 503, 'without a certificate')

    const names = ['warmseats.hub.svc']
    const issued = await makeCertificate(names, { nowMs: Date.now(), lifetimeMs: 86_400_000 })
    const stringData = { 'ca.crt': issued.ca, 'tls.crt': issued.certificate, 'tls.key': issued.key }
    await cluster.request('POST', SECRETS, { metadata: { name: 'warmseats-certificate' }, stringData })
    const caBundle = Buffer.from(issued.ca).toString('base64')
    const injected = { name: 'profiles.warmseats.io', clientConfig: { caBundle } }
    const object = { apiVersion: 'admissionregistration.k8s.io/v1', kind: 'MutatingWebhookConfiguration' }
    const manifest = { ...object, metadata: { name: 'warmseats' }, webhooks: [injected] }
    await cluster.request('PATCH', `${WEBHOOK}?fieldManager=cert-manager&force=true`, manifest, APPLY)

    await eventually('it is ready', async () => (await controller.get('/readyz')).status === 200)
    await eventually('the path is announced', isTold)
    await route(cluster, {}, controller.httpsPort)
    await eventually('pods have profiles', async () => (await regionOfNewPod()) === 'north')
    assert.equal((await clientConfig()).caBundle, caBundle)
  })

  it('an upgrade leaves both', async () => {
    const before = await clientConfig()
    await release.upgrade(values(5))
    assert.deepEqual(await clientConfig(), before)
    assert.equal(await regionOfNewPod(), 'north')
  })

  it('a path that was deleted is followed by another', async () => {
    const { service } = await clientConfig()
    await cluster.request('PATCH', `${SECRETS}/warmseats-webhook`, { data: null }, 'application/merge-patch+json')
    await eventually('another is announced', async () => (await clientConfig()).service.path !== service.path)
    assert.ok(await isTold())
    await eventually('pods have profiles', async () => (await regionOfNewPod()) === 'north')
  })
})

/** The kinds that the chart creates objects of. */
async function defineCertManager(cluster: Cluster): Promise<void> {
  for (const kind of ['Certificate', 'Issuer']) {
    const singular = kind.toLowerCase()
    const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } }
    await cluster.request('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
      metadata: { name: `${singular}s.cert-manager.io` },
      spec: {
        group: 'cert-manager.io',
        scope: 'Namespaced',
        names: { kind, singular, plural: `${singular}s` },
        versions: [{ name: 'v1', served: true, storage: true, schema }],
      },
    })
    await eventually(`the kind ${kind} is served`, () =>
      cluster.request('GET', `/apis/cert-manager.io/v1/namespaces/hub/${singular}s`),
    )
  }
}
