import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { type Cluster, eventually } from '../../cluster/index.ts'
import { findControlPlane } from '../../cluster/programs/control-plane.ts'
import { freePort } from './release.ts'

/** The chart's packing scheduler as a process: the cluster's own program, as its pod would run. */
export interface PackingScheduler {
  readonly name: string
  /** Of its log, lines that tell of a refusal by the API server. */
  refusals(): Promise<readonly string[]>
  stop(): Promise<void>
}

interface Deployment {
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly serviceAccountName: string
        readonly containers: readonly [{ readonly args: readonly string[] }]
      }
    }
  }
}

/**
 * Starts it with the arguments and the configuration that are installed, and with the token of its ServiceAccount; only where the
 * API server is and its port are told it in the place of its pod. Resolves when it leads and is healthy.
 */
export async function startPackingScheduler(
  cluster: Cluster,
  { namespace = 'hub', fullname = 'warmseats-packing' } = {},
): Promise<PackingScheduler> {
  const directory = await mkdtemp(join(cluster.directory, 'packing-'))
  const { args, account } = await installed(cluster, namespace, fullname)
  const configuration = await configurationOf(cluster, namespace, fullname)
  const kubeconfig = await cluster.kubeconfigFor(namespace, account)
  const configFile = join(directory, 'scheduler.yaml')
  await writeFile(configFile, JSON.stringify({ ...configuration, clientConnection: { kubeconfig } }))
  const port = await freePort()
  const program = findControlPlane().files.get('kube-scheduler')
  if (program === undefined) throw new Error('kube-scheduler is not built: npm run cluster:build')
  const flags = args.map((arg) => (arg.startsWith('--config=') ? `--config=${configFile}` : arg))
  const child = spawn(program, [...flags, `--secure-port=${port}`, '--bind-address=127.0.0.1'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  killedWithUs(child)
  const logFile = join(directory, 'log')
  const log = createWriteStream(logFile)
  child.stdout.pipe(log, { end: false })
  child.stderr.pipe(log, { end: false })
  const exited = once(child, 'exit')
  const died = exited.then(async ([code]) => {
    throw new Error(`${fullname} ended with ${code}:\n${(await readFile(logFile, 'utf8')).slice(-3000)}`)
  })
  died.catch(() => undefined)
  await eventually(`${fullname} to lead`, () => leads(cluster, namespace, fullname), {
    unless: died,
    withinMs: 60_000,
  })
  return {
    name: configuration.profiles[0].schedulerName,
    refusals: async () => {
      const lines = (await readFile(logFile, 'utf8')).split('\n')
      return lines.filter((line) => /forbidden|unauthorized/i.test(line))
    },
    stop: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}

interface Configuration {
  readonly profiles: readonly [{ readonly schedulerName: string }]
}

async function configurationOf(cluster: Cluster, namespace: string, name: string): Promise<Configuration> {
  const path = `/api/v1/namespaces/${namespace}/configmaps/${name}`
  const { data } = (await cluster.request('GET', path)) as { readonly data: Readonly<Record<string, string>> }
  return load(data['scheduler.yaml'] ?? '') as Configuration
}

async function installed(cluster: Cluster, namespace: string, name: string) {
  const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`
  const { spec } = ((await cluster.request('GET', path)) as Deployment).spec.template
  return { args: spec.containers[0].args, account: spec.serviceAccountName }
}

async function leads(cluster: Cluster, namespace: string, name: string): Promise<boolean> {
  const path = `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases/${name}`
  const { spec } = (await cluster.request('GET', path)) as { readonly spec: { readonly holderIdentity?: string } }
  return spec.holderIdentity !== undefined && spec.holderIdentity !== ''
}

function killedWithUs(child: ChildProcess): void {
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('exit', () => process.off('exit', kill))
}
