/**
 * The floor of the reaction, a process of its own: a raw watch of all pods, and a server-side apply the moment that an
 * event of a pod of ours is parsed; for pods with another prefix a settle time later. Nothing decides, nothing is remembered.
 */
import { Agent, request } from 'node:https'
import { type Access, rawWatch } from './raw-watch.ts'

/** What the bench tells this process when it starts it. */
export interface FloorOrder {
  readonly access: Access
  /** Path of the Deployment, with the query of an apply. */
  readonly path: string
  /** The manifest to apply when such a pod comes, and when it goes. */
  readonly came: string
  readonly went: string
  /** Names of the pods to react to begin so; and of those to react to after `settleMs`. */
  readonly prefix: string
  readonly settlingPrefix: string
  readonly settleMs: number
}

interface NamedPod {
  readonly metadata: { readonly name: string }
}

process.once('message', ({ access, path, came, went, prefix, settlingPrefix, settleMs }: FloorOrder) => {
  const agent = new Agent({ ca: access.ca, keepAlive: true })
  const url = new URL(path, access.server)
  const headers = {
    authorization: `Bearer ${access.token}`,
    accept: 'application/json',
    'content-type': 'application/apply-patch+yaml',
  }
  const apply = (manifest: string) =>
    request(url, { method: 'PATCH', agent, headers }, (response) => {
      response.resume()
      if (response.statusCode !== 200) die(new Error(`the floor's patch: status ${response.statusCode}`))
    })
      .on('error', die)
      .end(manifest)

  rawWatch<NamedPod>(
    access,
    '/api/v1/pods',
    ({ type, object: { metadata } }) => {
      const manifest = type === 'ADDED' ? came : type === 'DELETED' ? went : undefined
      if (manifest === undefined) return
      if (metadata.name.startsWith(prefix)) apply(manifest)
      if (metadata.name.startsWith(settlingPrefix)) setTimeout(apply, settleMs, manifest)
    },
    die,
  )
  process.send?.('watching')
})
process.once('disconnect', () => process.exit(0))

function die(error: Error): never {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}
