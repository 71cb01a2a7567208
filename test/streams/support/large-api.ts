/** A worker thread that serves `workerData.count` pods of some 7 kB as a stream or in pages, then a silent watch: its work stalls nobody. */
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'

const { count } = workerData as { readonly count: number }
const padding = Object.fromEntries(
  Array.from({ length: 100 }, (_, n) => [`f:field-${n}`, { 'f:value': `some text ${n}` }]),
)

/** `#` stands for the pod's number. */
const template = JSON.stringify({
  metadata: {
    name: 'jupyter-#',
    namespace: 'hub',
    uid: '00000000-0000-4000-8000-#',
    resourceVersion: '#',
    labels: { component: 'singleuser-server', 'hub.jupyter.org/username': 'user-#' },
    managedFields: [{ manager: 'kubelet', operation: 'Update', fieldsV1: padding }],
  },
  spec: {
    nodeName: 'node-%',
    containers: [
      {
        name: 'notebook',
        env: Object.entries(padding).map(([name]) => ({ name, value: name })),
        resources: { requests: { cpu: '500m', memory: '1Gi' } },
      },
    ],
  },
  status: { phase: 'Running' },
})
const pod = (n: number): string => template.replaceAll('#', String(n)).replace('%', String(n % 500))

async function stream(response: ServerResponse): Promise<void> {
  for (let n = 0; n < count; n += 1)
    if (!response.write(`{"type":"ADDED","object":${pod(n)}}\n`)) await once(response, 'drain')
  const metadata = { resourceVersion: '1000000', annotations: { 'k8s.io/initial-events-end': 'true' } }
  response.write(`${JSON.stringify({ type: 'BOOKMARK', object: { metadata } })}\n`)
}

const server = createServer(async (request, response) => {
  const query = new URL(request.url ?? '/', 'http://large').searchParams
  response.writeHead(200, { 'content-type': 'application/json' })
  if (query.get('watch')) {
    response.flushHeaders()
    if (query.get('sendInitialEvents')) await stream(response)
    return
  }
  const from = Number(query.get('continue') ?? 0)
  const until = Math.min(count, from + Number(query.get('limit')))
  const items = Array.from({ length: until - from }, (_, n) => pod(from + n))
  const metadata = { resourceVersion: '1000000', ...(until < count && { continue: String(until) }) }
  response.end(`{"kind":"PodList","metadata":${JSON.stringify(metadata)},"items":[${items.join(',')}]}`)
})
server.listen(0, '127.0.0.1', () => parentPort?.postMessage((server.address() as AddressInfo).port))
