/** An admission webhook on this machine, which appends a toleration to what it is asked about. */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Cluster } from '../cluster/index.ts'

export interface Webhook {
  readonly url: string
  /** How the API server is told of it, and of its certificate, which is the API server's own. */
  readonly caBundle: string
  close(): void
}

interface Review {
  readonly request: { readonly uid: string; readonly object: Templated }
}

interface Templated {
  readonly spec: {
    readonly template: { readonly spec: { readonly tolerations?: readonly { readonly key?: string }[] } }
  }
}

export async function tolerationWebhook({ caFile }: Cluster, key: string): Promise<Webhook> {
  const certificate = await readFile(caFile)
  const privateKey = await readFile(caFile.replace(/crt$/, 'key'))
  const server = createServer({ cert: certificate, key: privateKey }, async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { uid, object } = (JSON.parse(Buffer.concat(chunks).toString()) as Review).request
    const patch = Buffer.from(JSON.stringify(patchOf(object, key))).toString('base64')
    const answer = { uid, allowed: true, patchType: 'JSONPatch', patch }
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', response: answer }))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    caBundle: certificate.toString('base64'),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** As such webhooks do: nothing where it is already. */
function patchOf({ spec }: Templated, key: string): object[] {
  const { tolerations = [] } = spec.template.spec
  if (tolerations.some((toleration) => toleration.key === key)) return []
  const value = [...tolerations, { key, operator: 'Exists', effect: 'NoSchedule' }]
  return [{ op: 'add', path: '/spec/template/spec/tolerations', value }]
}
