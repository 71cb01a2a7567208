import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { promisify } from 'node:util'
import { fromPod, podOf } from '../../src/kubernetes/in-cluster.ts'
import { SECOND } from '../support/time.ts'
import { folder } from './support/kubeconfig.ts'

const FOLDER = 'var/run/secrets/kubernetes.io/serviceaccount'
const ENV = { KUBERNETES_SERVICE_HOST: '10.0.0.1', KUBERNETES_SERVICE_PORT: '6443' }

function mounted() {
  const files = folder()
  mkdirSync(join(files.path, FOLDER), { recursive: true })
  const mount = (name: string, content: string) => files.write(join(FOLDER, name), content)
  mount('token', 'one\n')
  mount('ca.crt', 'CA')
  return { ...files, mount }
}

const podIn = (rootPrefix: string) => podOf(ENV, rootPrefix) ?? assert.fail('this is a pod')

describe('a pod', () => {
  it('is where a token is mounted, and the host known', () => {
    using files = mounted()
    assert.deepEqual(podOf(ENV, files.path), { account: join(files.path, FOLDER), host: '10.0.0.1', port: '6443' })
    assert.equal(podOf({ ...ENV, KUBERNETES_SERVICE_HOST: '' }, files.path), undefined)
    assert.equal(podOf(ENV, join(files.path, 'elsewhere')), undefined)
  })

  it('proves who it is by its token, to whom its CA vouches for', async () => {
    using files = mounted()
    const { headers, tls } = await fromPod(podIn(files.path)).prove()
    assert.deepEqual([headers, String(tls.ca)], [{ authorization: 'Bearer one' }, 'CA'])
  })

  it('reads both again once a minute, for they rotate; also when the clock was set back', async () => {
    using files = mounted()
    let nowMs = 0
    const { prove } = fromPod(podIn(files.path), () => nowMs)
    const said = async () => {
      const { headers, tls } = await prove()
      return [headers.authorization, String(tls.ca)]
    }
    await said()
    files.mount('token', 'two')
    files.mount('ca.crt', 'CA of now')
    nowMs = 59 * SECOND
    assert.deepEqual(await said(), ['Bearer one', 'CA'])
    nowMs = 60 * SECOND
    assert.deepEqual(await said(), ['Bearer two', 'CA of now'])
    files.mount('token', 'three')
    nowMs = -10 * SECOND
    assert.deepEqual((await said())[0], 'Bearer three')
  })

  it('loads nothing that reads kubeconfigs', async () => {
    using files = mounted()
    const script = `
      import { registerHooks } from 'node:module'
      const loaded = []
      registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) })
      const { connect } = await import(${JSON.stringify(import.meta.resolve('../../src/kubernetes/connection.ts'))})
      const { source } = await connect({ rootPrefix: ${JSON.stringify(files.path)} })
      console.log(JSON.stringify({ source, loaded }))`
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
      env: { ...ENV, PATH: process.env.PATH },
    })
    const { source, loaded } = JSON.parse(stdout) as { source: string; loaded: readonly string[] }
    assert.equal(source, 'in-cluster')
    assert.ok(loaded.some((url) => url.includes('/undici/')))
    assert.deepEqual(
      loaded.filter((url) => /client-node|js-yaml/.test(url)),
      [],
    )
  })
})
