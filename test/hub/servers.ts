/**
 * Users' servers. kwok runs no containers: for each pod that KubeSpawner makes, a small web server listens at the pod's
 * address for as long as the pod is Running, and answers the hub as jupyterhub-singleuser does.
 */
import { createServer, type RequestListener, type Server } from 'node:http'
import { type Cluster, follow } from '../cluster/index.ts'

/** A user's pod, as much of it as its server would see of itself. */
export interface UserPod {
  readonly metadata: {
    readonly name: string
    readonly resourceVersion?: string
    readonly deletionTimestamp?: string
  }
  readonly spec: {
    readonly containers: readonly {
      readonly env?: readonly { readonly name: string; readonly value?: string }[]
      readonly ports?: readonly { readonly containerPort: number }[]
    }[]
  }
  readonly status: { readonly phase?: string; readonly podIP?: string }
}

export interface UserServers {
  /** Names of the pods whose server listens. */
  readonly listening: ReadonlySet<string>
  /** What went wrong: an address that was taken, a watch that broke. */
  readonly complaints: readonly string[]
  stop(): Promise<void>
}

const SELECTOR = { labelSelector: 'component=singleuser-server' }

/**
 * Plays the servers of a namespace until it is stopped.
 * @param version of the hub, which it compares with theirs
 */
export async function startServers(cluster: Cluster, namespace: string, version: string): Promise<UserServers> {
  const servers = new Map<string, Server>()
  const listening = new Set<string>()
  const complaints: string[] = []
  const close = (name: string) => {
    const server = servers.get(name)
    servers.delete(name)
    listening.delete(name)
    server?.closeAllConnections()
    server?.close()
  }
  const see = (pod: UserPod) => {
    const { name } = pod.metadata
    const place = placeOf(pod)
    if (place === undefined) return close(name)
    if (servers.has(name)) return
    const server = createServer(answersOf(prefixOf(pod), version))
    servers.set(name, server)
    server.once('error', (error) => complaints.push(`${name}: ${error.message}`))
    server.listen(place.port, place.host, () => listening.add(name))
  }
  const path = `/api/v1/namespaces/${namespace}/pods`
  const following = await follow<UserPod>(
    cluster,
    path,
    (pods) => pods.forEach(see),
    ({ type, object }) => (type === 'DELETED' ? close(object.metadata.name) : see(object)),
    SELECTOR,
  )
  return {
    listening,
    get complaints() {
      return [...complaints, ...following.breaks]
    },
    stop: async () => {
      await following.stop()
      for (const name of [...servers.keys()]) close(name)
    },
  }
}

/** Where the server of a pod listens; undefined while it does not run. */
export function placeOf({
  metadata,
  spec,
  status,
}: UserPod): { readonly host: string; readonly port: number } | undefined {
  const port = spec.containers[0]?.ports?.[0]?.containerPort
  if (status.phase !== 'Running' || metadata.deletionTimestamp !== undefined) return undefined
  return status.podIP === undefined || port === undefined ? undefined : { host: status.podIP, port }
}

/** Below which path: it is told by its environment, as the real one is. */
export function prefixOf({ spec }: UserPod): string {
  const found = spec.containers[0]?.env?.find(({ name }) => name === 'JUPYTERHUB_SERVICE_PREFIX')
  return found?.value ?? '/'
}

/** The hub asks for `api` until it is answered, and reads the version; a person gets a page. */
export const answersOf =
  (prefix: string, version: string): RequestListener =>
  ({ url = '' }, response) => {
    response.setHeader('X-JupyterHub-Version', version)
    const [path] = url.split('?')
    if (path === `${prefix}api`) json(response, 200, { version: '2.17.0' })
    else if (path === prefix) response.writeHead(200, { 'content-type': 'text/html' }).end(page(prefix))
    else json(response, 404, { message: `nothing at ${path}` })
  }

type Response = Parameters<RequestListener>[1]

const json = (response: Response, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

const page = (prefix: string): string => `<!doctype html><title>Jupyter</title><h1>The server at ${prefix}</h1>`
