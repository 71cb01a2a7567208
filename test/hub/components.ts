/** JupyterHub and its proxy as programs that are started: outside the cluster, and all that they listen on is loopback. */
import { fileURLToPath } from 'node:url'
import type { Component } from '../cluster/components.ts'

/** The names of the programs, by which the logs are found. */
export const [HUB, PROXY] = ['hub', 'proxy'] as const

/** Inside the package, whose own exports are for programs that embed it. */
export const proxyScript = (): string =>
  fileURLToPath(import.meta.resolve('configurable-http-proxy/bin/configurable-http-proxy'))

/** What users' browsers talk to. A proxy of its own, as zero-to-jupyterhub has it, so that hubs come and go behind it. */
export const proxy = (token: string): Component => ({
  name: PROXY,
  ports: 2,
  args: (front, api) => [
    proxyScript(),
    '--ip=127.0.0.1',
    `--port=${front}`,
    '--api-ip=127.0.0.1',
    `--api-port=${api}`,
    '--log-level=warn',
  ],
  env: { CONFIGPROXY_AUTH_TOKEN: token },
  health: (front) => ({ url: `http://127.0.0.1:${front}/_chp_healthz` }),
})

export interface HubOptions {
  readonly proxyToken: string
  readonly proxyPorts: readonly number[]
  readonly configFile: string
  readonly kubeconfig: string
  readonly env: Readonly<Record<string, string>>
}

/** The hub. It is ready once it answers, and has then told the proxy of itself. */
export const hub = ({ proxyToken, proxyPorts, configFile, kubeconfig, env }: HubOptions): Component => ({
  name: HUB,
  ports: 1,
  args: (port) => [
    '-m',
    'jupyterhub',
    `--config=${configFile}`,
    `--JupyterHub.bind_url=http://127.0.0.1:${proxyPorts[0]}`,
    `--JupyterHub.hub_bind_url=http://127.0.0.1:${port}`,
    `--ConfigurableHTTPProxy.api_url=http://127.0.0.1:${proxyPorts[1]}`,
  ],
  env: { ...env, KUBECONFIG: kubeconfig, CONFIGPROXY_AUTH_TOKEN: proxyToken },
  health: () => ({ url: `http://127.0.0.1:${proxyPorts[0]}/hub/health` }),
})
