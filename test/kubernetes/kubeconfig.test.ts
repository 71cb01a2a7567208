import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe, it } from 'node:test'
import { ConnectionError } from '../../src/kubernetes/connection-error.ts'
import { readCoordinates } from '../../src/kubernetes/kubeconfig.ts'
import { type Folder, folder, kubeconfig } from './support/kubeconfig.ts'

const says = (pattern: RegExp) => (error: unknown) =>
  error instanceof ConnectionError && error.code === 'credentials' && pattern.test(error.message)

const named = (name: string): string => kubeconfig({ name, server: `https://${name}` })

/** A pod's file system and a home below one folder. */
function world(files: Folder) {
  const account = join(files.path, 'var/run/secrets/kubernetes.io/serviceaccount')
  mkdirSync(account, { recursive: true })
  mkdirSync(join(files.path, '.kube'))
  const inPod = { HOME: files.path, KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '443' }
  return {
    inPod,
    rootPrefix: files.path,
    mount: () => {
      files.write('var/run/secrets/kubernetes.io/serviceaccount/token', 'pod-token')
      files.write('var/run/secrets/kubernetes.io/serviceaccount/namespace', 'hub\n')
    },
  }
}

describe('readCoordinates looks', () => {
  it('at the path given, then $KUBECONFIG, then the pod, then home', async () => {
    using files = folder()
    const { inPod, rootPrefix, mount } = world(files)
    const flag = files.write('flag', named('flag'))
    const env = { ...inPod, KUBECONFIG: files.write('env', named('env')) }
    await assert.rejects(readCoordinates({ env: inPod, rootPrefix }), says(/no cluster to talk to: give --kubeconfig/))
    files.write('.kube/config', named('home'))
    assert.equal((await readCoordinates({ env: inPod, rootPrefix })).cluster.server, 'https://home')
    mount()
    const pod = await readCoordinates({ env: inPod, rootPrefix })
    assert.deepEqual(
      [pod.source, pod.cluster.server, pod.context.namespace],
      ['in-cluster', 'https://[fd00::1]:443', 'hub'],
    )
    assert.equal((await readCoordinates({ env, rootPrefix })).cluster.server, 'https://env')
    assert.equal((await readCoordinates({ env, rootPrefix, kubeconfig: flag })).cluster.server, 'https://flag')
  })

  it('only into the pod, or never, when told so', async () => {
    using files = folder()
    const { inPod, rootPrefix, mount } = world(files)
    files.write('.kube/config', named('home'))
    await assert.rejects(readCoordinates({ env: inPod, rootPrefix, inCluster: true }), says(/not in a pod/))
    mount()
    assert.equal((await readCoordinates({ env: inPod, rootPrefix, inCluster: true })).source, 'in-cluster')
    assert.equal((await readCoordinates({ env: inPod, rootPrefix, inCluster: false })).cluster.server, 'https://home')
  })

  it('at all files of $KUBECONFIG: the first to name a thing wins, missing ones are skipped', async () => {
    using files = folder()
    const first = files.write('a', named('a'))
    const second = files.write(
      'b',
      JSON.stringify({ ...JSON.parse(named('b')), clusters: [...clusters('b'), ...clusters('a', 'https://late')] }),
    )
    const env = { KUBECONFIG: [join(files.path, 'gone'), first, second].join(delimiter) }
    assert.equal((await readCoordinates({ env })).cluster.server, 'https://a')
    assert.equal((await readCoordinates({ env, context: 'b' })).cluster.server, 'https://b')
  })
})

describe('readCoordinates refuses', () => {
  for (const [what, content, context, message] of [
    ['an unknown context', named('prod'), 'dev', /has no context "dev"; it has "prod"/],
    ['no current context', '{"kind": "Config"}', undefined, /has no current context; it has none at all/],
    [
      'a cluster that is not there',
      JSON.stringify({ ...JSON.parse(named('a')), clusters: [] }),
      undefined,
      /names the cluster "a", which is not/,
    ],
    [
      'a server that is no URL',
      kubeconfig({ server: 'nowhere' }),
      undefined,
      /the cluster's server is no URL: "nowhere"/,
    ],
    ['what is no mapping', '- a', undefined, /expected a mapping/],
    ['what is no YAML', '{', undefined, /config: is not valid YAML: .+ \(line \d+, column \d+\)$/],
    ['a nameless user', '{"users": [{}]}', undefined, /users\[0\]\.name is missing/],
  ] as const) {
    it(what, async () => {
      using files = folder()
      const path = files.write('config', content)
      await assert.rejects(readCoordinates({ kubeconfig: path, context }), says(message))
    })
  }

  it('what is no YAML, without a word of what stands there', async () => {
    using files = folder()
    const path = files.write(
      'config',
      'users:\n- name: a\n  user:\n    token: !s3cret-token\n    password: *s3cret-too\n',
    )
    await assert.rejects(
      readCoordinates({ kubeconfig: path }),
      ({ message }: Error) => /is not valid YAML/.test(message) && !/s3cret/.test(message),
    )
  })

  it('a path without a file', async () => {
    await assert.rejects(readCoordinates({ kubeconfig: '/nowhere/config' }), says(/no kubeconfig at \/nowhere\/config/))
  })
})

const clusters = (name: string, server = `https://${name}`) => [{ name, cluster: { server } }]
