/**
 * A real JupyterHub with the real KubeSpawner and the real proxy, in front of a cluster of the tests. Users' servers are
 * played by `startServers`. It ends with the process that started it, like a cluster.
 */
import { randomBytes } from 'node:crypto'
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Cluster } from '../cluster/index.ts'
import { launch } from '../cluster/launch.ts'
import { startProcesses } from '../cluster/processes.ts'
import { hubAccount } from './account.ts'
import { type HubApi, hubApi } from './api.ts'
import { HUB, hub, PROXY, proxy } from './components.ts'
import { type Settings, settings } from './settings.ts'

const CONFIG = join(import.meta.dirname, 'jupyterhub_config.py')

export interface HubStart {
  readonly cluster: Cluster
  /** Of `hubPython`. */
  readonly python: string
  /** Where it makes its pods; it has to be there. */
  readonly namespace: string
  /** What differs from the settings of zero-to-jupyterhub. */
  readonly settings?: Settings
  /** The path of a Python configuration that counts as well, e.g. an example. */
  readonly config?: string
  /** What that reads of its environment. */
  readonly env?: Readonly<Record<string, string>>
  /** Addresses of Services, by the names that the cluster's DNS would know: the hub is outside. */
  readonly names?: Readonly<Record<string, string>>
}

export interface Hub {
  /** What a browser opens. */
  readonly url: string
  readonly api: HubApi
  /** What it has logged so far. */
  log(): string
  stop(): Promise<void>
}

/** Starts one; resolves when it is ready, and rejects with the end of the log of what failed. */
export async function startHub(start: HubStart): Promise<Hub> {
  const { cluster, python, namespace, config, names = {} } = start
  const env = { ...start.env, WARMSEATS_TEST_HUB: JSON.stringify({ names, config }) }
  const processes = await startProcesses()
  try {
    const [apiToken, proxyToken] = [token(), token()]
    const { directory, dataDirectory } = processes
    // JupyterHub reads what bears this name, be it Python or JSON.
    const configFile = join(directory, 'jupyterhub_config.py')
    copyFileSync(CONFIG, configFile)
    const basics = { namespace, apiToken, dataDirectory }
    writeFileSync(join(directory, 'jupyterhub_config.json'), JSON.stringify(settings(basics, start.settings)))
    const files = new Map([
      [HUB, python],
      [PROXY, process.execPath],
    ])
    const { ports: proxyPorts } = await launch(processes, files, proxy(proxyToken))
    const kubeconfig = await hubAccount(cluster, namespace)
    await launch(processes, files, hub({ proxyToken, proxyPorts, configFile, kubeconfig, env }))
    const url = `http://127.0.0.1:${proxyPorts[0]}`
    return {
      url,
      api: hubApi(`${url}/hub/api`, apiToken),
      log: () => readFileSync(processes.log(HUB), 'utf8'),
      stop: processes.stop,
    }
  } catch (error) {
    await processes.stop()
    throw error
  }
}

const token = (): string => randomBytes(16).toString('hex')
