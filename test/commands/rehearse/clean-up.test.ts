import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { Subject } from 'rxjs'
import { rehearse } from '../../../src/commands/rehearse/rehearse.ts'

/** What the API server answers to each request to delete the Job, and whether its pods then go. */
interface Deletion {
  readonly status: number
  readonly go: boolean
}

const NODE = {
  metadata: {
    name: 'n1',
    uid: 'n1',
    resourceVersion: '1',
    labels: { p: 'u' },
    creationTimestamp: '2026-01-01T00:00:00Z',
  },
  status: { allocatable: { memory: '32Gi' }, conditions: [{ type: 'Ready', status: 'True' }] },
}
const DEPLOYMENT = {
  metadata: { labels: { 'warmseats.io/user-dummy': 'user' }, annotations: { 'warmseats.io/config': 'config' } },
  spec: { template: { spec: { containers: [{ name: 'pause', image: 'pause' }], nodeSelector: { p: 'u' } } } },
}
const CONFIG = JSON.stringify({ nodePools: { user: { nodeSelector: { p: 'u' }, resources: { requests: {} } } } })

function reply(response: ServerResponse, object: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(object))
}

/** What does not change: a node, and the release. */
function thereAt(pathname: string): object {
  if (pathname.endsWith('/deployments')) return { items: [DEPLOYMENT] }
  if (pathname.includes('/configmaps/')) return { data: { 'config.yaml': CONFIG } }
  return { metadata: { resourceVersion: '1' }, items: pathname.endsWith('/nodes') ? [NODE] : [] }
}

describe('warmseats rehearse, when it takes its dummies away', () => {
  let folder: string
  let server: Server
  let deletions: Deletion[]
  let pods: object[]
  let watch: ServerResponse | undefined

  const tell = (type: string, object: object) => watch?.write(`${JSON.stringify({ type, object })}\n`)

  function deleteJob(response: ServerResponse): void {
    const { status, go } = deletions.shift() ?? assert.fail('nobody asks once more')
    reply(response, status === 200 ? {} : { kind: 'Status', code: status, message: 'leader changed' }, status)
    if (go) for (const pod of pods.splice(0)) tell('DELETED', pod)
  }

  function createPod(response: ServerResponse, body: string): void {
    const { metadata, spec } = JSON.parse(body)
    const { creationTimestamp } = NODE.metadata
    const more = { uid: metadata.name, namespace: 'hub', resourceVersion: '2', creationTimestamp }
    const pod = {
      metadata: { ...metadata, ...more },
      spec: { ...spec, nodeName: 'n1' },
      status: { phase: 'Running' },
    }
    pods.push(pod)
    tell('ADDED', pod)
    reply(response, pod, 201)
  }

  function openWatch(response: ServerResponse, pathname: string): void {
    response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders()
    if (pathname.endsWith('/pods')) watch = response
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost')
    let body = ''
    for await (const part of request) body += part
    if (request.method === 'DELETE') deleteJob(response)
    else if (request.method !== 'POST') {
      if (searchParams.get('watch')) openWatch(response, pathname)
      else reply(response, thereAt(pathname))
    } else if (pathname.endsWith('/jobs')) reply(response, { metadata: { uid: 'job' } }, 201)
    else createPod(response, body)
  }

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'warmseats-rehearse-'))
    server = createServer(answer)
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const { port } = server.address() as AddressInfo
    const kubeconfig = {
      'current-context': 'c',
      contexts: [{ name: 'c', context: { cluster: 'c', user: 'u', namespace: 'hub' } }],
      clusters: [{ name: 'c', cluster: { server: `http://127.0.0.1:${port}` } }],
      users: [{ name: 'u', user: {} }],
    }
    await writeFile(join(folder, 'kubeconfig'), JSON.stringify(kubeconfig))
  })
  after(async () => {
    server.closeAllConnections()
    server.close()
    await rm(folder, { recursive: true })
  })
  beforeEach(() => {
    pods = []
  })

  /** Three come and get a seat. @param stopAt Ctrl-C is pressed when this is said. @returns all that was said */
  async function rehearsed(answers: Deletion[], stopAt?: string) {
    deletions = answers
    const stop$ = new Subject<void>()
    const said: string[] = []
    const hear = (line: string) => {
      said.push(line)
      if (stopAt !== undefined && line.includes(stopAt)) setImmediate(() => stop$.next())
    }
    const given = { pool: 'user', users: '3', over: '0', keep: '0', patience: '30m', output: 'text' } as const
    const kubeconfig = join(folder, 'kubeconfig')
    const code = await rehearse({ ...given, kubeconfig }, { result: hear, progress: hear }, stop$)
    return { code, said: said.join('\n') }
  }

  it('one failed request is made again, and all of them are gone', async () => {
    const answers = [
      { status: 503, go: false },
      { status: 200, go: true },
    ]
    const { code, said } = await rehearsed(answers)
    assert.deepEqual([code, answers, pods], [0, [], []])
    assert.doesNotMatch(said, /still there/)
  })

  it('what is left is told after the result, and in the exit code', async () => {
    const { code, said } = await rehearsed([{ status: 403, go: false }])
    assert.equal(code, 1)
    assert.match(
      said,
      /3 of 3 user-dummies got a seat[\s\S]*delete jobs[\s\S]*\n3 of its pods are still there; .* delete job rehearsal-/,
    )
  })

  it('Ctrl-C ends the wait for pods that do not go; the result is told before', async () => {
    const { code, said } = await rehearsed([{ status: 200, go: false }], 'waiting for 3 pods to go')
    assert.equal(code, 1)
    assert.match(
      said,
      /3 of 3 user-dummies got a seat[\s\S]*\nwaiting for 3 pods to go\n3 of its pods are still there; /,
    )
  })
})
