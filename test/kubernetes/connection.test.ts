import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { connect } from '../../src/kubernetes/connection.ts'
import { ConnectionError } from '../../src/kubernetes/connection-error.ts'
import { selfSigned } from './support/certificate.ts'
import { fakeApi } from './support/fake-api.ts'
import { connectTo, folder, kubeconfig } from './support/kubeconfig.ts'

const get = { method: 'GET', path: '/api/v1/pods' } as const
const base64 = (text: string): string => Buffer.from(text).toString('base64')
const server = selfSigned('server')
const trusted = { 'certificate-authority-data': base64(server.cert) }
const code = (expected: string) => (error: unknown) => error instanceof ConnectionError && error.code === expected

describe('one connection', () => {
  it('carries 20 lists over one TLS handshake', async () => {
    await using fake = await fakeApi(server)
    await using connection = await connectTo({ server: fake.url, cluster: trusted })
    fake.serve((exchange) => exchange.page([], { resourceVersion: '1' }))
    for (let n = 0; n < 20; n++) await (await connection.request(get)).json()
    assert.equal(fake.seen.length, 20)
    assert.equal(fake.accepted, 1)
  })

  it('is given up when the CA file changes, and only then', async () => {
    await using before = await fakeApi(server)
    using files = folder()
    const ca = files.write('ca.crt', server.cert)
    const config = files.write('config', kubeconfig({ server: before.url, cluster: { 'certificate-authority': ca } }))
    const connection = await connect({ kubeconfig: config })
    before.serve((exchange) => exchange.answer(200))
    await (await connection.request(get)).text()
    files.write('ca.crt', selfSigned('other').cert)
    await assert.rejects(connection.request(get), code('tls'))
    files.write('ca.crt', server.cert)
    await (await connection.request(get)).text()
    await (await connection.request(get)).text()
    assert.equal(before.accepted, 2)
    await connection.close()
  })

  it('refuses a server that the CA does not vouch for', async () => {
    await using fake = await fakeApi(server)
    await using connection = await connectTo({ server: fake.url })
    await assert.rejects(connection.request(get), code('tls'))
  })

  it('takes a server on trust only when told to', async () => {
    await using fake = await fakeApi(server)
    await using connection = await connectTo({ server: fake.url, cluster: { 'insecure-skip-tls-verify': true } })
    fake.serve((exchange) => exchange.answer(200))
    assert.equal((await connection.request(get)).status, 200)
  })

  it('checks the certificate against tls-server-name', async () => {
    await using fake = await fakeApi(server)
    const wrong = { ...trusted, 'tls-server-name': 'elsewhere.example' }
    await using refused = await connectTo({ server: fake.url, cluster: wrong })
    await assert.rejects(refused.request(get), code('tls'))
  })
})

describe('credentials', () => {
  it('presents a client certificate', async () => {
    const client = selfSigned('ada')
    await using fake = await fakeApi({ ...server, requestCert: true, rejectUnauthorized: true, ca: client.cert })
    const user = { 'client-certificate-data': base64(client.cert), 'client-key-data': base64(client.key) }
    await using connection = await connectTo({ server: fake.url, cluster: trusted, user })
    fake.serve((exchange) => exchange.answer(200))
    assert.equal((await connection.request(get)).status, 200)
  })

  it('reads the token file anew after a 401', async () => {
    await using fake = await fakeApi(server)
    using files = folder()
    files.write('token', 'old\n')
    const config = kubeconfig({ server: fake.url, cluster: trusted, user: { tokenFile: 'token', token: 'ignored' } })
    const connection = await connect({ kubeconfig: files.write('config', config) })
    fake.serve((exchange) => exchange.answer(exchange.headers.authorization === 'Bearer new' ? 200 : 401))
    assert.equal((await connection.request(get)).status, 401)
    assert.equal(fake.seen[0]?.headers.authorization, 'Bearer old')
    files.write('token', 'new\n')
    assert.equal((await connection.request(get)).status, 200)
    await connection.close()
  })

  it('runs an exec plugin beside the kubeconfig once for requests that start together', async () => {
    await using fake = await fakeApi(server)
    using files = folder()
    const credential = `{"kind":"ExecCredential","status":{"token":"'"$(cat count | wc -l)$GREETING"'"}}`
    const plugin = `#!/bin/sh\ncd ${files.path}; echo >> count; echo '${credential}'; printf %s "$KUBERNETES_EXEC_INFO" > info\n`
    files.write('plugin.sh', plugin)
    const exec = {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: './plugin.sh',
      env: [{ name: 'GREETING', value: 'hi' }],
    }
    const config = files.write('config', kubeconfig({ server: fake.url, cluster: trusted, user: { exec } }))
    const connection = await connect({ kubeconfig: config })
    fake.serve((exchange) => exchange.answer(200))
    await Promise.all([1, 2, 3].map(() => connection.request(get)))
    assert.deepEqual(new Set(fake.seen.map((each) => each.headers.authorization)), new Set(['Bearer 1hi']))
    assert.equal(JSON.parse(readFileSync(join(files.path, 'info'), 'utf8')).kind, 'ExecCredential')
    await connection.close()
  })

  it('says what a failing exec plugin said', async () => {
    const exec = {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: 'sh',
      args: ['-c', 'echo log in first >&2; exit 1'],
    }
    await using connection = await connectTo({ server: 'https://127.0.0.1:1', user: { exec } })
    await assert.rejects(
      connection.request(get),
      (error) => code('credentials')(error) && /log in first/.test(String(error)),
    )
  })

  it('takes the token of an oidc provider', async () => {
    await using fake = await fakeApi(server)
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
    const token = `${part({ alg: 'none' })}.${part({ exp: 4102444800 })}.c2ln`
    const user = { 'auth-provider': { name: 'oidc', config: { 'id-token': token } } }
    await using connection = await connectTo({ server: fake.url, cluster: trusted, user })
    fake.serve((exchange) => exchange.answer(200))
    await connection.request(get)
    assert.equal(fake.seen[0]?.headers.authorization, `Bearer ${token}`)
  })

  it('sends a name and a password, and whom to impersonate', async () => {
    await using fake = await fakeApi(server)
    const user = { username: 'ada', password: 'secret', as: 'grace' }
    await using connection = await connectTo({ server: fake.url, cluster: trusted, user })
    fake.serve((exchange) => exchange.answer(200))
    await connection.request(get)
    const { authorization, 'impersonate-user': impersonated } = fake.seen[0]?.headers ?? {}
    assert.deepEqual([authorization, impersonated], [`Basic ${base64('ada:secret')}`, 'grace'])
  })

  it('never leaves over plain HTTP', async () => {
    await using fake = await fakeApi()
    await using connection = await connectTo({ server: fake.url, user: { token: 'secret' } })
    fake.serve((exchange) => exchange.answer(200))
    await connection.request(get)
    assert.equal(fake.seen[0]?.headers.authorization, undefined)
  })

  it('may change under us; the server may not', async () => {
    await using ours = await fakeApi(server)
    await using another = await fakeApi(server)
    using files = folder()
    const path = files.write('config', kubeconfig({ server: ours.url, cluster: trusted, user: { token: 'a' } }))
    const connection = await connect({ kubeconfig: path })
    ours.serve((exchange) => exchange.answer(exchange.headers.authorization === 'Bearer b' ? 200 : 401))
    files.write('config', kubeconfig({ server: another.url, cluster: trusted, user: { token: 'b' } }))
    assert.deepEqual([(await connection.request(get)).status, (await connection.request(get)).status], [401, 401])
    files.write('config', kubeconfig({ server: ours.url, cluster: trusted, user: { token: 'b' } }))
    assert.equal((await connection.request(get)).status, 200)
    rmSync(path)
    assert.equal((await connection.request(get)).status, 200)
    assert.equal(another.seen.length, 0)
    await connection.close()
  })
})

describe('a request', () => {
  it('goes below the path of the server, with its query and its JSON', async () => {
    await using fake = await fakeApi()
    await using connection = await connectTo({ server: `${fake.url}/k8s/clusters/c-1` })
    fake.serve((exchange) => exchange.answer(201, { made: true }, { 'X-Two': 'b' }))
    const query = { labelSelector: 'a in (b,c)', limit: 5, dryRun: undefined }
    const response = await connection.request({
      ...get,
      method: 'POST',
      query,
      body: { a: 'é' },
      headers: { 'content-type': 'application/x' },
    })
    assert.deepEqual([response.status, response.headers['x-two'], await response.json()], [201, 'b', { made: true }])
    const [seen] = fake.seen
    assert.deepEqual(
      [seen?.path, seen?.query],
      ['/k8s/clusters/c-1/api/v1/pods', { labelSelector: 'a in (b,c)', limit: '5' }],
    )
    assert.deepEqual([seen?.headers['content-type'], seen?.body], ['application/x', '{"a":"é"}'])
  })

  it('resolves for every status', async () => {
    await using fake = await fakeApi()
    await using connection = await connectTo({ server: fake.url })
    fake.serve((exchange) => exchange.answer(503, 'busy'))
    const response = await connection.request(get)
    assert.deepEqual([response.status, await response.text()], [503, 'busy'])
  })

  it('rejects when nobody listens', async () => {
    const fake = await fakeApi()
    await fake.close()
    await using connection = await connectTo({ server: fake.url })
    await assert.rejects(connection.request(get), (error) => code('refused')(error) && String(error).includes(fake.url))
  })

  it('rejects when the name is unknown', async () => {
    await using connection = await connectTo({ server: 'http://nowhere.invalid' })
    await assert.rejects(connection.request(get), code('dns'))
  })

  it('rejects when the socket dies before the answer', async () => {
    await using fake = await fakeApi()
    await using connection = await connectTo({ server: fake.url })
    fake.serve((exchange) => exchange.reset())
    await assert.rejects(connection.request(get), code('reset'))
  })

  it('rejects what is no HTTP', async () => {
    const tcp = createServer((socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n')).listen(0, '127.0.0.1')
    await new Promise((resolve) => tcp.once('listening', resolve))
    const address = tcp.address()
    assert.ok(typeof address === 'object' && address !== null)
    await using connection = await connectTo({ server: `http://127.0.0.1:${address.port}` })
    await assert.rejects(connection.request(get), code('network'))
    tcp.close()
  })

  it('hands a body that comes at once on in small parts, between which others have their turn', async () => {
    const KIB = 1024
    await using fake = await fakeApi()
    await using connection = await connectTo({ server: fake.url })
    fake.serve((exchange) =>
      exchange
        .stream()
        .raw(Buffer.alloc(4096 * KIB))
        .end(),
    )
    const { body } = await connection.request(get)
    const inTurns: number[] = [0]
    let next = setImmediate(function turn() {
      inTurns.push(0)
      next = setImmediate(turn)
    })
    for await (const chunk of body) inTurns.push((inTurns.pop() ?? 0) + chunk.length)
    clearImmediate(next)
    assert.equal(
      inTurns.reduce((sum, bytes) => sum + bytes, 0),
      4096 * KIB,
    )
    assert.ok(Math.max(...inTurns) <= 512 * KIB, `${Math.max(...inTurns)} bytes in one turn`)
  })

  it('gives the body as it comes, and rejects when it breaks', async () => {
    await using fake = await fakeApi()
    await using connection = await connectTo({ server: fake.url })
    const asked = connection.request(get)
    const exchange = (await fake.next()).stream()
    const chunks = (await asked).body[Symbol.asyncIterator]()
    exchange.raw('one')
    assert.equal(Buffer.from((await chunks.next()).value ?? []).toString(), 'one')
    exchange.reset()
    await assert.rejects(chunks.next(), code('reset'))
  })

  it('ends with its signal, before the answer and within it, and closes its socket', async () => {
    await using fake = await fakeApi()
    await using connection = await connectTo({ server: fake.url })
    const early = new AbortController()
    const asked = connection.request({ ...get, signal: early.signal })
    const first = await fake.next()
    early.abort()
    await assert.rejects(asked, code('aborted'))
    await first.closed

    const late = new AbortController()
    const again = connection.request({ ...get, signal: late.signal })
    const second = (await fake.next()).stream()
    const body = (await again).text()
    late.abort()
    await assert.rejects(body, code('aborted'))
    await second.closed
    await assert.rejects(connection.request({ ...get, signal: late.signal }), code('aborted'))
  })

  it('ends after timeoutMs', async () => {
    await using fake = await fakeApi()
    await using connection = await connectTo({ server: fake.url })
    await assert.rejects(
      connection.request({ ...get, timeoutMs: 1, signal: new AbortController().signal }),
      code('timeout'),
    )
  })

  it('goes through the proxy of the kubeconfig', async () => {
    await using fake = await fakeApi()
    await using proxy = await fakeApi()
    await using connection = await connectTo({ server: fake.url, cluster: { 'proxy-url': proxy.url } })
    proxy.serve((exchange) => exchange.answer(200, { by: 'proxy' }))
    assert.deepEqual(await (await connection.request(get)).json(), { by: 'proxy' })
    await using odd = await connectTo({ server: fake.url, cluster: { 'proxy-url': 'ftp://proxy' } })
    await assert.rejects(odd.request(get), code('network'))
  })
})

describe('in a pod', () => {
  it('speaks with the token of the ServiceAccount, in its namespace', async () => {
    await using fake = await fakeApi(server)
    using files = folder()
    const account = join(files.path, 'var/run/secrets/kubernetes.io/serviceaccount')
    mkdirSync(account, { recursive: true })
    for (const [name, content] of [
      ['token', 'pod-token'],
      ['ca.crt', server.cert],
      ['namespace', 'hub'],
    ] as const) {
      writeFileSync(join(account, name), content)
    }
    const env = { KUBERNETES_SERVICE_HOST: '127.0.0.1', KUBERNETES_SERVICE_PORT: new URL(fake.url).port }
    const connection = await connect({ env, rootPrefix: files.path, inCluster: true })
    const { server: url, context, namespace, source } = connection
    assert.deepEqual(
      { url, context, namespace, source },
      { url: fake.url, context: 'in-cluster', namespace: 'hub', source: 'in-cluster' },
    )
    fake.serve((exchange) => exchange.answer(200))
    await (await connection.request(get)).text()
    assert.equal(fake.seen[0]?.headers.authorization, 'Bearer pod-token')
    await connection.close()
  })
})
