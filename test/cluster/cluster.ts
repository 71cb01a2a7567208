/**
 * A real Kubernetes control plane on loopback, of its own for whoever starts it: etcd, API server, controllers, scheduler,
 * kwok as the kubelets, and Karpenter as the autoscaler when asked for. It ends with the process that started it.
 */
import { join } from 'node:path'
import { type Booted, boot, type ClusterOptions } from './boot.ts'
import { writeKubeconfig } from './credentials.ts'
import { type Processes, startProcesses } from './processes.ts'
import { buildControlPlane, type Files } from './programs/control-plane.ts'
import { run } from './run.ts'

/** A running cluster. */
export interface Cluster {
  readonly directory: string
  /** `https://127.0.0.1:<port>`. */
  readonly server: string
  /** The path of the admin's kubeconfig. */
  readonly kubeconfig: string
  readonly adminToken: string
  /** The PEM file with the API server's certificate and CA. */
  readonly caFile: string
  /** Returns kubectl's stdout; rejects with its stderr. */
  kubectl(args: readonly string[], input?: string): Promise<string>
  /** Returns helm's stdout; rejects with its stderr. Its caches and settings are the cluster's own. */
  helm(version: 3 | 4, args: readonly string[], input?: string): Promise<string>
  /**
   * A request with the admin's token, JSON in and out; rejects with an `ApiError`. A PATCH is a merge patch unless
   * `contentType` says otherwise, e.g. `applyPatch` (with `?fieldManager=…&force=true` in the path).
   */
  request(method: string, path: string, body?: unknown, contentType?: string): Promise<unknown>
  /** Kills the API server with SIGKILL; the rest goes on. */
  stopApiServer(): Promise<void>
  /** Starts it again on the same port and data; resolves when it is ready. */
  startApiServer(): Promise<void>
  /** Kills etcd with SIGKILL; the API server goes on without it. */
  stopEtcd(): Promise<void>
  /** Starts it again on the same port and data. */
  startEtcd(): Promise<void>
  /** Where etcd listens, without TLS. */
  readonly etcdUrl: string
  /** A token of a service account. */
  tokenFor(namespace: string, serviceAccount: string, options?: TokenOptions): Promise<string>
  /** Writes a kubeconfig with such a token, and returns its path. */
  kubeconfigFor(namespace: string, serviceAccount: string, seconds?: number): Promise<string>
  /** The API server's metrics, in Prometheus' text format. */
  metrics(): Promise<string>
  /** The path of a component's log, e.g. of `kube-scheduler` or `karpenter`. */
  logs(component: string): string
  /** Ends everything and removes the cluster's folders. */
  stop(): Promise<void>
}

export interface TokenOptions {
  /** By default an hour; the API server gives none below 600 s. */
  readonly seconds?: number
  /** Whom it is for; by default the API server. */
  readonly audiences?: readonly string[]
}

/**
 * Starts a cluster, after building the control plane where that was not done before. Resolves when the API server and
 * the autoscaler are ready and the namespace `default` takes pods; rejects, leaving nothing behind, with the end of the
 * log of the component that failed.
 */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const files = await buildControlPlane()
  const processes = await startProcesses()
  try {
    return clusterOf(files, processes, await boot(files, processes, options))
  } catch (error) {
    await processes.stop()
    throw error
  }
}

function clusterOf(files: Files, processes: Processes, booted: Booted): Cluster {
  const { directory } = processes
  const { client, server, caFile, adminToken, kubeconfig, startApiServer, startEtcd, etcdUrl } = booted
  const env = toolEnvironment(directory, kubeconfig)

  async function tokenFor(
    namespace: string,
    serviceAccount: string,
    { seconds = 3600, audiences }: TokenOptions = {},
  ): Promise<string> {
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${serviceAccount}/token`
    const answer = await client.json('POST', path, { spec: { expirationSeconds: seconds, audiences } })
    return (answer as { status: { token: string } }).status.token
  }

  return {
    directory,
    server,
    kubeconfig,
    adminToken,
    caFile,
    kubectl: (args, input) => run(pathOf(files, 'kubectl'), args, { env, input }),
    helm: (version, args, input) => run(pathOf(files, `helm${version}`), args, { env, input }),
    request: client.json,
    async stopApiServer() {
      await processes.kill('kube-apiserver')
      client.close()
    },
    startApiServer,
    stopEtcd: () => processes.kill('etcd'),
    startEtcd,
    etcdUrl,
    tokenFor,
    async kubeconfigFor(namespace, serviceAccount, seconds = 3600) {
      const path = join(directory, `${namespace}.${serviceAccount}.kubeconfig`)
      writeKubeconfig(path, server, caFile, await tokenFor(namespace, serviceAccount, { seconds }))
      return path
    },
    metrics: () => client.text('GET', '/metrics'),
    logs: processes.log,
    async stop() {
      client.close()
      await processes.stop()
    },
  }
}

/** What of the caller's environment the tools see: nothing of their own settings, so that a person's do not leak in. */
function toolEnvironment(directory: string, kubeconfig: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(HELM_|KUBE)/.test(name))
  return {
    ...Object.fromEntries(kept),
    KUBECONFIG: kubeconfig,
    KUBECACHEDIR: join(directory, 'kubectl-cache'),
    KUBERC: 'off',
    HELM_CACHE_HOME: join(directory, 'helm-cache'),
    HELM_CONFIG_HOME: join(directory, 'helm-config'),
    HELM_DATA_HOME: join(directory, 'helm-data'),
  }
}

function pathOf(files: Files, name: string): string {
  const path = files.get(name)
  if (path === undefined) throw new Error(`${name} is not built: run npm run cluster:build`)
  return path
}
