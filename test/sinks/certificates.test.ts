import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { describe, it } from 'node:test'
import { connect } from 'node:tls'
import { isUnguessable } from '../../src/domain/certificates/paths.ts'
import { bundleOf, type RotationStep } from '../../src/domain/certificates/plan.ts'
import {
  CERTIFICATE_KEYS,
  generationsIn,
  pathsIn,
  servingIn,
  validUntilOf,
} from '../../src/kubernetes/read-certificate.ts'
import { secureServer } from '../../src/server/profiles/https.ts'
import { CA_KEY, type CertificateObjects, certificateSink } from '../../src/sinks/certificates.ts'
import { makeCertificate } from '../../src/sinks/make-certificate.ts'
import { makePath } from '../../src/sinks/make-path.ts'
import { asLeader } from '../kubernetes/support/as-leader.ts'
import { fakeApi } from '../kubernetes/support/fake-api.ts'
import { connectTo } from '../kubernetes/support/kubeconfig.ts'
import { NO_REFUSAL } from '../server/connections/no-refusal.ts'
import { DAY } from '../support/time.ts'

const NOW = Date.UTC(2026, 10, 22)
const NAMES = ['warmseats.hub.svc', 'warmseats']
const options = { nowMs: NOW, lifetimeMs: 90 * DAY }

const SEEN = {
  webhook: { name: 'w', resourceVersion: '7', webhooks: [{ name: 'profiles.warmseats.io', bundle: '', path: '' }] },
} as const

/** As the API server merges a patch: what is null goes. */
function merge(data: Record<string, string>, patch: Readonly<Record<string, string | null>>): void {
  for (const [key, value] of Object.entries(patch))
    if (value === null) delete data[key]
    else data[key] = value
}

describe('a rotation', () => {
  it('goes through a Secret, a webhook and a ConfigMap, which it only changes as they were seen', async () => {
    await using api = await fakeApi()
    const secret: Record<string, string> = {}
    const announced: Record<string, string> = {}
    api.serve(({ path, body, headers, answer }) => {
      const patch = JSON.parse(body)
      assert.equal(patch.metadata.resourceVersion, '7')
      if (path.endsWith('/secrets/c')) merge(secret, patch.data)
      else if (path.endsWith('/mutatingwebhookconfigurations/w')) {
        assert.equal(headers['content-type'], 'application/apply-patch+yaml')
        assert.deepEqual(Object.keys(patch.webhooks[0]), ['name', 'clientConfig'])
        const { caBundle, service, ...others } = patch.webhooks[0].clientConfig
        assert.deepEqual([Object.keys(service), others], [['path'], {}])
        announced.webhook = Buffer.from(caBundle, 'base64').toString()
        announced.path = service.path
      } else announced.configMap = patch.data[CA_KEY]
      answer(200)
    })
    const connection = await connectTo({ server: api.url })
    const sink = certificateSink({ transport: asLeader(connection), namespace: 'hub', now: () => NOW })
    const seen = (): CertificateObjects => {
      const held = { name: 'c', resourceVersion: '7', data: { ...secret } }
      return { ...SEEN, secret: held, paths: held, configMap: { name: 'ca', resourceVersion: '7', data: {} } }
    }
    const step = (one: RotationStep) => sink(one, { names: NAMES, lifetimeMs: 90 * DAY, isOurs: true, seen: seen() })
    const now = () => generationsIn(secret)
    const paths = () => pathsIn(secret)

    await step({ type: 'make', because: '' })
    const first = now()
    assert.deepEqual([first.current?.names, first.current?.validUntilMs], [NAMES, NOW + 90 * DAY])
    const { current: firstPath = '', ...others } = paths()
    assert.deepEqual([isUnguessable(firstPath), others], [true, {}])
    await step({ type: 'prepare', because: '' })
    assert.equal(now().current?.ca, first.current?.ca)
    const second = now().next
    assert.ok(second && second.ca !== first.current?.ca)
    const { next: secondPath = '' } = paths()
    assert.deepEqual([isUnguessable(secondPath), paths().current], [true, firstPath])
    assert.notEqual(secondPath, firstPath)
    await step({ type: 'announce', bundle: bundleOf(now()), path: firstPath })
    assert.equal(announced.webhook, `${first.current?.ca}${second.ca}`)
    assert.deepEqual([announced.configMap, announced.path], [announced.webhook, firstPath])
    await step({ type: 'promote' })
    assert.deepEqual(now(), { current: second, previousCa: first.current?.ca })
    assert.deepEqual(paths(), { current: secondPath, previous: firstPath })
    assert.ok(servingIn(secret))
    await step({ type: 'forget' })
    assert.deepEqual([now(), paths()], [{ current: second }, { current: secondPath }])
    assert.deepEqual(Object.keys(secret).toSorted(), Object.values(CERTIFICATE_KEYS.current).toSorted())
    await connection.close()
  })

  it('where the certificate is not ours, only makes a path, and leaves CAs to who made them', async () => {
    await using api = await fakeApi()
    const asked: { path: string; body: { data?: Record<string, string>; webhooks?: unknown } }[] = []
    api.serve(({ path, body, answer }) => {
      asked.push({ path, body: JSON.parse(body) })
      answer(200)
    })
    const connection = await connectTo({ server: api.url })
    const sink = certificateSink({ transport: asLeader(connection), namespace: 'hub', now: () => NOW })
    const held = (name: string) => ({ name, resourceVersion: '7', data: {} })
    const seen = { ...SEEN, secret: held('c'), paths: held('p'), configMap: undefined }
    const input = { names: NAMES, lifetimeMs: DAY, isOurs: false, seen }
    await sink({ type: 'make path' }, input)
    await sink({ type: 'announce', bundle: 'a\n', path: '/mutate/x' }, input)
    const [made, told] = asked
    assert.ok(made)
    assert.match(made.path, /\/secrets\/p$/)
    assert.deepEqual(Object.keys(made.body.data ?? {}), ['path'])
    assert.ok(isUnguessable(pathsIn(made.body.data ?? {}).current ?? ''))
    const clientConfig = { service: { path: '/mutate/x' } }
    assert.deepEqual(told?.body.webhooks, [{ name: 'profiles.warmseats.io', clientConfig }])
    await connection.close()
  })

  it('says what to do where the Secret is gone', async () => {
    await using api = await fakeApi()
    const connection = await connectTo({ server: api.url })
    const sink = certificateSink({ transport: asLeader(connection), namespace: 'hub', now: () => NOW })
    const seen = { secret: undefined, paths: undefined, webhook: undefined, configMap: undefined }
    for (const step of [{ type: 'make', because: '' }, { type: 'make path' }] as const)
      await assert.rejects(
        sink(step, { names: NAMES, lifetimeMs: DAY, isOurs: true, seen }),
        /the Secret for it is missing; `helm upgrade` brings it back/,
      )
    await connection.close()
  })
})

describe('a certificate in a Secret', () => {
  const encode = (text: string) => Buffer.from(text).toString('base64')

  it('counts only with its own key', async () => {
    const [one, other] = [await makeCertificate(NAMES, options), await makeCertificate(NAMES, options)]
    const data = { 'ca.crt': encode(one.ca), 'tls.crt': encode(one.certificate), 'tls.key': encode(one.key) }
    const serving = servingIn(data)
    assert.ok(serving)
    assert.equal(validUntilOf(serving), NOW + 90 * DAY)
    for (const broken of [{ 'tls.key': encode(other.key) }, { 'tls.crt': encode('x') }, { 'tls.crt': '' }]) {
      assert.equal(servingIn({ ...data, ...broken }), undefined)
      assert.deepEqual(generationsIn({ ...data, ...broken }), {})
    }
    assert.deepEqual(generationsIn({ ...data, 'ca.crt': '' }), {})
  })

  it('a path that we did not make is none: it might be guessed', () => {
    const path = makePath()
    const data = { path: encode(path), 'previous-path': encode(path) }
    assert.deepEqual(pathsIn({ ...data, 'next-path': encode('/mutate') }), { current: path, previous: path })
    for (const bad of [
      '',
      '/mutate/',
      '/mutate/x',
      `${path}x`,
      `/${path}`,
      `${path}\n`,
      path.replace('mutate', 'other'),
    ])
      assert.deepEqual(pathsIn({ path: encode(bad) }), {}, bad)
  })
})

describe('the HTTPS server', () => {
  it('serves another certificate from one connection to the next, and those that are open go on', async () => {
    const lasting = { nowMs: Date.now(), lifetimeMs: DAY }
    const [one, other] = [await makeCertificate(NAMES, lasting), await makeCertificate(NAMES, lasting)]
    const server = secureServer({ onFault: () => undefined, onRefused: NO_REFUSAL })
    server.routes.get('/', async () => 'here')
    server.serve({ cert: one.certificate, key: one.key })
    await server.listen(0)
    const { port } = server.routes.server.address() as AddressInfo
    const open = async (ca: string) => {
      const socket = connect({ port, host: 'localhost', servername: 'warmseats.hub.svc', ca })
      await once(socket, 'secureConnect')
      return socket
    }
    const before = await open(one.ca)
    await assert.rejects(open(other.ca))
    server.serve({ cert: other.certificate, key: other.key })
    const after = await open(other.ca)
    await assert.rejects(open(one.ca))
    for (const socket of [before, after]) {
      socket.write('GET / HTTP/1.1\r\nhost: warmseats\r\nconnection: close\r\n\r\n')
      assert.match(String((await once(socket, 'data'))[0]), /^HTTP\/1.1 200/)
      socket.destroy()
    }
    await server.close()
  })
})
