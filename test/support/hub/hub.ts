import type { HubView, Spawn } from '../../../src/domain/hub/view.ts'
import type { HubConfig } from '../../../src/domain/settings/hub-settings.ts'
import { config } from '../config.ts'
import { at } from '../time.ts'

/** `hub` of the values of a test's hub. */
export const HUB_VALUES = { url: 'http://hub.hub.svc:8081', tokenSecret: { name: 'hub-token' } } as const

/** The same as decisions read it. */
export const HUB: HubConfig = config({ hub: HUB_VALUES }).hub ?? { profiles: {}, spawnTimeMs: 0 }

export interface HubSpec {
  /** Who starts a server: a name, `user/server`, or all of it. A minute ago unless said. */
  readonly spawning?: readonly (string | Partial<Spawn>)[]
  /** When servers that are ready were last used, by `user` or `user/server`. Epoch ms. */
  readonly used?: Readonly<Record<string, number>>
  /** Epoch ms. */
  readonly readAt?: number
}

/** A hub as it answered: `hubView({ spawning: ['ada', { key: 'bob/', profile: 'gpu' }] })`. */
export function hubView({ spawning = [], used = {}, readAt = at('09:00') }: HubSpec = {}): HubView {
  const keyOf = (name: string) => (name.includes('/') ? name : `${name}/`)
  const spawns = spawning.map((one): Spawn => {
    const said = typeof one === 'string' ? { key: one } : one
    return { startedMs: readAt - 60_000, ...said, key: keyOf(said.key ?? 'ada') }
  })
  const usedMs = new Map(Object.entries(used).map(([name, ms]) => [keyOf(name), ms]))
  const active = spawns.length + usedMs.size
  return {
    health: { at: 'good', version: '6.1.1' },
    servers: { readMs: readAt, active, named: 0, spawning: spawns, usedMs },
  }
}
