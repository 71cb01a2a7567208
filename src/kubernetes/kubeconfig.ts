/**
 * Finds the cluster's coordinates as controllers do: the path given, $KUBECONFIG, the pod's own ServiceAccount,
 * ~/.kube/config. It never falls back to a guess such as localhost:8080: a run in the wrong cluster costs more than an
 * error.
 */
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { ConnectionError } from './connection-error.ts'
import type { Coordinates } from './coordinates.ts'
import { fromPod, type Pod, podOf } from './in-cluster.ts'

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

/**
 * What reads kubeconfigs is loaded for them alone: it is by far the largest of what a controller in a pod would load.
 * @throws ConnectionError `credentials`, with a sentence that says what to do
 */
export async function readCoordinates(options: KubeconfigOptions): Promise<Coordinates> {
  const found = locate(options)
  if ('pod' in found) return fromPod(found.pod)
  const { fromKubeconfigs } = await import('./kubeconfig-file.ts')
  return fromKubeconfigs(found.files, options.context)
}

function locate(options: KubeconfigOptions): { readonly files: readonly string[] } | { readonly pod: Pod } {
  const { kubeconfig, inCluster, env = process.env, rootPrefix } = options
  if (inCluster !== true) {
    if (kubeconfig) return { files: [kubeconfig] }
    const listed = (env.KUBECONFIG ?? '').split(delimiter).filter((file) => file !== '')
    if (listed.length > 0) return { files: listed }
  }
  const pod = inCluster === false ? undefined : podOf(env, rootPrefix)
  if (pod) return { pod }
  if (inCluster === true)
    throw refused('not in a pod: no ServiceAccount token is mounted, or KUBERNETES_SERVICE_HOST is empty')
  const home = join(env.HOME ?? homedir(), '.kube', 'config')
  if (existsSync(home)) return { files: [home] }
  throw refused('no cluster to talk to: give --kubeconfig, set KUBECONFIG, or run in a pod with a ServiceAccount token')
}

const refused = (message: string): ConnectionError => new ConnectionError('credentials', message)
