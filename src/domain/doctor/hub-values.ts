import { SECOND_MS } from '../duration.ts'
import { given } from '../given.ts'
import { isMap, parseYamlMap } from '../parsed.ts'
import { parseQuantity } from '../scheduling/quantity.ts'

/** What of a hub's settings decides whether people get into warm seats. A key that is missing: the values do not say. */
export interface HubSettings {
  /** How long a spawn may take. */
  readonly startTimeoutMs?: number
  /** So many spawns at a time; 0: no limit. */
  readonly concurrentSpawnLimit?: number
  /** So many servers in all; 0: no limit. */
  readonly activeServerLimit?: number
  /** zero-to-jupyterhub's own placeholders. */
  readonly userPlaceholders?: number
  /** What a server requests, of memory in bytes and of CPU in milli-cores; 0: nothing. */
  readonly guarantee: { readonly memory: number; readonly cpu: number }
  /** Python beside the values, which may say otherwise. */
  readonly hasExtraConfig: boolean
}

/**
 * Of the values that zero-to-jupyterhub hands its hub. What `hub.config` says counts before the keys of their own, and of
 * `KubeSpawner` before `Spawner`, as there.
 * @returns undefined when it is no mapping
 */
export function hubSettingsFrom(yaml: string): HubSettings | undefined {
  const values = parseYamlMap(yaml)
  if (!values) return undefined
  const trait = (classes: readonly string[], name: string, key: string) =>
    [...classes.map((one) => `hub.config.${one}.${name}`), key].map((path) => at(values, path)).find(isSaid)
  const ofSpawner = ['KubeSpawner', 'Spawner']
  const startTimeout = numberOf(trait(ofSpawner, 'start_timeout', 'singleuser.startTimeout'))
  const memory = trait(ofSpawner, 'mem_guarantee', 'singleuser.memory.guarantee')
  const cpu = trait(ofSpawner, 'cpu_guarantee', 'singleuser.cpu.guarantee')
  return {
    ...given({
      startTimeoutMs: startTimeout === undefined ? undefined : startTimeout * SECOND_MS,
      concurrentSpawnLimit: numberOf(trait(['JupyterHub'], 'concurrent_spawn_limit', 'hub.concurrentSpawnLimit')),
      activeServerLimit: numberOf(trait(['JupyterHub'], 'active_server_limit', 'hub.activeServerLimit')),
      userPlaceholders:
        at(values, 'scheduling.userPlaceholder.enabled') === false
          ? 0
          : numberOf(at(values, 'scheduling.userPlaceholder.replicas')),
    }),
    guarantee: { memory: parseQuantity(memory) ?? 0, cpu: parseQuantity(cpu, 1000) ?? 0 },
    hasExtraConfig: Object.keys(mapAt(values, 'hub.extraConfig')).length > 0,
  }
}

type Values = Readonly<Record<string, unknown>>

const isSaid = (value: unknown): boolean => value !== undefined && value !== null

const at = (values: Values, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (isMap(value) ? value[key] : undefined), values)

const mapAt = (values: Values, path: string): Values => {
  const found = at(values, path)
  return isMap(found) ? found : {}
}

const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value)) ? Number(value) : undefined
