/** The order in which a control plane comes up. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Api, api } from './api.ts'
import { auditArgs } from './audit.ts'
import {
  apiServer,
  type Component,
  caFileIn,
  controllerManager,
  etcd,
  karpenter,
  kwok,
  scheduler,
} from './components.ts'
import { type Identity, writeCredentials, writeKubeconfig } from './credentials.ts'
import { applyPools, instanceTypes, type KarpenterOptions } from './karpenter.ts'
import { launch } from './launch.ts'
import { eventually } from './poll.ts'
import type { Processes } from './processes.ts'
import type { Files } from './programs/control-plane.ts'
import { type SchedulerConfiguration, schedulerConfiguration } from './scheduler.ts'
import { stages } from './stages.ts'

/** What differs from cluster to cluster. */
export interface ClusterOptions {
  /** An autoscaler with these pools; by default none. `true`: a pool `user` of machines with 8 cores and 32Gi. */
  readonly karpenter?: boolean | KarpenterOptions
  /** Whether nodes become Ready and pods run; by default yes. */
  readonly kwok?: boolean
  /** By default one with the default profile; else a KubeSchedulerConfiguration (e.g. `mostAllocated`), or none. */
  readonly scheduler?: boolean | SchedulerConfiguration
  /** How long a bound pod takes to run, e.g. to pull its image; by default 0. */
  readonly podStartMs?: number
  /** Where pods get their addresses from; e.g. `127.10.0.0/16` for ones that a local server can listen on (Linux). */
  readonly podCidr?: string
  /** Further flags of kube-apiserver, e.g. to go to endpoints itself. */
  readonly apiServerArgs?: readonly string[]
}

/** A control plane that is up. */
export interface Booted {
  readonly server: string
  readonly caFile: string
  readonly adminToken: string
  readonly kubeconfig: string
  /** A client with the admin's token. */
  readonly client: Api
  /** Starts a killed API server again, where it was. */
  startApiServer(): Promise<void>
  /** Starts a killed etcd again, on its data. */
  startEtcd(): Promise<void>
  readonly etcdUrl: string
}

const defaultPools: KarpenterOptions = { pools: { user: { cpu: '8', memory: '32Gi' } } }

/** Brings everything up in `processes`; resolves when the namespace `default` takes pods and the autoscaler is ready. */
export async function boot(files: Files, processes: Processes, options: ClusterOptions): Promise<Booted> {
  const { directory, dataDirectory } = processes
  const credentials = writeCredentials(directory)
  const deaths = new Set<Promise<never>>()
  const start = async (component: Component, ports?: readonly number[]): Promise<readonly number[]> => {
    const launched = await launch(processes, files, component, ports)
    deaths.add(launched.died)
    launched.died.catch((error: Error) => process.stderr.write(`${error.message}\n`))
    return launched.ports
  }

  const etcdPorts = await start(etcd(dataDirectory))
  const [etcdPort = 0] = etcdPorts
  const certificates = join(directory, 'certificates')
  const front = apiServer(etcdPort, certificates, credentials, [
    ...auditArgs(directory),
    ...(options.apiServerArgs ?? []),
  ])
  const frontPorts = await start(front)
  const server = `https://127.0.0.1:${frontPorts[0]}`
  const caFile = caFileIn(certificates)
  const client = api(server, readFileSync(caFile), credentials.tokens.admin)
  const kubeconfig = (identity: Identity): string => {
    const path = join(directory, `${identity}.kubeconfig`)
    writeKubeconfig(path, server, caFile, credentials.tokens[identity])
    return path
  }
  const file = (name: string, text: string): string => {
    const path = join(directory, name)
    writeFileSync(path, text)
    return path
  }

  await start(controllerManager(kubeconfig('controller-manager'), caFile, credentials))
  const { scheduler: profile = true, karpenter: autoscaler = false, podCidr = '10.244.0.0/16' } = options
  if (profile !== false) {
    const given = profile === true ? {} : profile
    const configuration = file('scheduler.json', schedulerConfiguration(kubeconfig('scheduler'), given))
    await start(scheduler(configuration))
  }
  if (options.kwok !== false) {
    await start(kwok(kubeconfig('kwok'), file('stages.yaml', stages(files, options.podStartMs ?? 0)), podCidr))
  }
  if (autoscaler !== false) {
    const pools = autoscaler === true ? defaultPools : autoscaler
    await applyPools(client, files, pools)
    await start(karpenter(kubeconfig('karpenter'), file('instance-types.json', instanceTypes(pools))))
  }
  // Before the service account is there, every pod is refused; it also shows that the controllers work.
  const serviceAccount = '/api/v1/namespaces/default/serviceaccounts/default'
  const unless = Promise.race(deaths)
  unless.catch(() => {})
  await eventually('the controllers to make a service account', () => client.json('GET', serviceAccount), { unless })

  return {
    server,
    caFile,
    client,
    adminToken: credentials.tokens.admin,
    kubeconfig: kubeconfig('admin'),
    startApiServer: async () => void (await start(front, frontPorts)),
    startEtcd: async () => void (await start(etcd(dataDirectory), etcdPorts)),
    etcdUrl: `http://127.0.0.1:${etcdPort}`,
  }
}
