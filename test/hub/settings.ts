/** The hub's configuration: what zero-to-jupyterhub sets that decides how servers start, and little else. */
import { join } from 'node:path'

/** Sections of a JupyterHub configuration, by the class that each is for. */
export type Settings = Readonly<Record<string, Readonly<Record<string, unknown>>>>

export interface Basics {
  readonly namespace: string
  /** Of the service that asks through the Hub's API. */
  readonly apiToken: string
  /** For its database: in memory, where a disk that others use would stall the hub at each commit. */
  readonly dataDirectory: string
}

const SERVICE = 'rehearsal'

/** Sections of `more` are added to these, key by key. */
export function settings({ namespace, apiToken, dataDirectory }: Basics, more: Settings = {}): Settings {
  const own: Settings = {
    JupyterHub: {
      authenticator_class: 'dummy',
      spawner_class: 'kubespawner.KubeSpawner',
      cookie_secret_file: join(dataDirectory, 'cookie_secret'),
      db_url: `sqlite:///${join(dataDirectory, 'hub.sqlite')}`,
      services: [{ name: SERVICE, api_token: apiToken }],
      load_roles: [{ name: SERVICE, scopes: ['admin:users', 'admin:servers'], services: [SERVICE] }],
      concurrent_spawn_limit: 64,
      // Who asks for a server is answered at once and follows the progress, as zero-to-jupyterhub has it.
      tornado_settings: { slow_spawn_timeout: 0 },
      cleanup_servers: false,
    },
    Authenticator: { allow_all: true },
    ConfigurableHTTPProxy: { should_start: false },
    KubeSpawner: {
      namespace,
      image: 'quay.io/jupyter/base-notebook:2026-11-02',
      start_timeout: 300,
      cpu_guarantee: 0.1,
      tolerations: [{ key: 'hub.jupyter.org/dedicated', operator: 'Equal', value: 'user', effect: 'NoSchedule' }],
    },
  }
  const names = [...new Set([...Object.keys(own), ...Object.keys(more)])]
  return Object.fromEntries(names.map((name) => [name, { ...own[name], ...more[name] }]))
}
