/**
 * Finds the cluster's coordinates as controllers do: the path given, $KUBECONFIG, the pod's own ServiceAccount,
 * ~/.kube/config. It never falls back to a guess such as localhost:8080: a run in the wrong cluster costs more than an
 * error.
 */
import { existsSync, readFileSync } from 'node:fs'
import { isIPv6 } from 'node:net'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { type Cluster, type Context, KubeConfig } from '@kubernetes/client-node'
import { ConnectionError } from './connection-error.ts'
import { readKubeconfigs } from './kubeconfig-file.ts'

export type KubeconfigOptions = {
  /** A file; then nothing else is looked at. */
  readonly kubeconfig?: string | undefined
  /** A context of it; default its current one. */
  readonly context?: string | undefined
  /** `false` never uses the pod's ServiceAccount, `true` only it; default: where one is mounted. */
  readonly inCluster?: boolean | undefined
  /** Default `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined
  /** Stands before `/var/run/secrets/kubernetes.io/serviceaccount`, for tests. */
  readonly rootPrefix?: string | undefined
}

export type Coordinates = {
  readonly config: KubeConfig
  /** `in-cluster`, or the files, for the log. */
  readonly source: string
  readonly context: Context
  readonly cluster: Cluster
}

/** @throws ConnectionError `credentials`, with a sentence that says what to do */
export function readCoordinates(options: KubeconfigOptions): Coordinates {
  const { config, source } = locate(options)
  if (options.context !== undefined) config.setCurrentContext(options.context)
  const name = config.getCurrentContext()
  const context = name ? config.getContextObject(name) : null
  if (!context) {
    const known = config.getContexts().map((each) => `"${each.name}"`)
    const wanted = name ? `has no context "${name}"` : 'has no current context'
    throw refused(`${source} ${wanted}; it has ${known.length > 0 ? known.join(', ') : 'none at all'}`)
  }
  const cluster = config.getCluster(context.cluster)
  if (!cluster) throw refused(`${source}: context "${name}" names the cluster "${context.cluster}", which is not there`)
  if (!URL.canParse(cluster.server)) throw refused(`${source}: the cluster's server is no URL: "${cluster.server}"`)
  return { config, source, context, cluster }
}

const refused = (message: string): ConnectionError => new ConnectionError('credentials', message)

function locate(options: KubeconfigOptions): Pick<Coordinates, 'config' | 'source'> {
  const { kubeconfig, inCluster, env = process.env, rootPrefix = '' } = options
  if (inCluster !== true) {
    if (kubeconfig) return { config: readKubeconfigs([kubeconfig]), source: kubeconfig }
    const listed = (env.KUBECONFIG ?? '').split(delimiter).filter((file) => file !== '')
    if (listed.length > 0) return { config: readKubeconfigs(listed), source: listed.join(delimiter) }
  }
  const account = `${rootPrefix}/var/run/secrets/kubernetes.io/serviceaccount`
  const host = env.KUBERNETES_SERVICE_HOST
  if (inCluster !== false && host && existsSync(`${account}/token`)) {
    return { config: fromPod(account, host, env.KUBERNETES_SERVICE_PORT ?? '443'), source: 'in-cluster' }
  }
  if (inCluster === true)
    throw refused('not in a pod: no ServiceAccount token is mounted, or KUBERNETES_SERVICE_HOST is empty')
  const home = join(env.HOME ?? homedir(), '.kube', 'config')
  if (existsSync(home)) return { config: readKubeconfigs([home]), source: home }
  throw refused('no cluster to talk to: give --kubeconfig, set KUBECONFIG, or run in a pod with a ServiceAccount token')
}

/** The token rotates: client-node reads its file again every minute. */
function fromPod(account: string, host: string, port: string): KubeConfig {
  const name = 'in-cluster'
  const namespace = existsSync(`${account}/namespace`) ? readFileSync(`${account}/namespace`, 'utf8').trim() : undefined
  const server = `https://${isIPv6(host) ? `[${host}]` : host}:${port}`
  const config = new KubeConfig()
  config.loadFromOptions({
    clusters: [{ name, server, caFile: `${account}/ca.crt`, skipTLSVerify: false }],
    users: [{ name, authProvider: { name: 'tokenFile', config: { tokenFile: `${account}/token` } } }],
    contexts: [{ name, cluster: name, user: name, namespace }],
    currentContext: name,
  })
  return config
}
