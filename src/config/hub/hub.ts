import { z } from 'zod'
import { parseDuration, SECOND_MS } from '../../domain/duration.ts'
import { given } from '../../domain/given.ts'
import { type Problem, problem } from '../../domain/problem.ts'
import { sayNoPool } from '../../domain/say.ts'
import type { HubApi, HubConfig } from '../../domain/settings/hub-settings.ts'

/** `hub` of the values. */

/** Blocks of the schema that stands on this room. */
export interface Blocks<Duration extends z.ZodType, Count extends z.ZodType> {
  readonly duration: Duration
  readonly count: Count
}

export const hubSchema = <Duration extends z.ZodType, Count extends z.ZodType>({
  duration,
  count,
}: Blocks<Duration, Count>) =>
  z.looseObject({
    url: z
      .string()
      .meta({ pattern: '^$|^[Hh][Tt][Tt][Pp][Ss]?://' })
      .nullish()
      .describe('Where the hub is, such as http://hub.jupyterhub.svc:8081; unset: it is not asked.'),
    tokenSecret: z
      .looseObject({
        name: z.string().min(1).describe('A Secret in the namespace of the release.'),
        key: z.string().nullish().describe('The key in it; "token" unless said.'),
      })
      .nullish()
      .describe('The token of a service of the hub with the scopes list:users and read:servers.'),
    refresh: duration.nullish().describe('How often it is asked; 10 s unless said.'),
    pool: z.string().nullish().describe('The pool of servers whose profile names none; unset: defaultPool.'),
    profiles: z
      .record(z.string(), z.string())
      .nullish()
      .describe('Where profiles of the hub have pools of their own: slug: pool.'),
    cullIdleAfter: duration.nullish().describe("After how long without activity the hub's culler takes a server away."),
    concurrentSpawnLimit: count.nullish().describe('Its concurrent_spawn_limit; 0: it has none.'),
    activeServerLimit: count.nullish().describe('Its active_server_limit; 0: it has none.'),
    startTimeout: duration.nullish().describe('Its start_timeout: how long it waits for a server.'),
    spawnTime: duration.nullish().describe('How long a server takes that finds a warm seat; 30 s unless said.'),
  })

export interface HubValues {
  readonly url?: string | null | undefined
  readonly tokenSecret?: { readonly name: string; readonly key?: string | null | undefined } | null | undefined
  readonly refresh?: Duration
  readonly pool?: string | null | undefined
  readonly profiles?: Readonly<Record<string, string>> | null | undefined
  readonly cullIdleAfter?: Duration
  readonly concurrentSpawnLimit?: number | null | undefined
  readonly activeServerLimit?: number | null | undefined
  readonly startTimeout?: Duration
  readonly spawnTime?: Duration
}

type Duration = string | number | null | undefined

const REFRESH_MS = 10 * SECOND_MS
/** A hub is one thread. */
const LEAST_REFRESH_MS = 2 * SECOND_MS
const SPAWN_TIME_MS = 30 * SECOND_MS

/**
 * `hub` of the values, checked against the pools.
 * @param errors is added to
 * @returns undefined where nothing of it is said
 */
export function buildHub(values: HubValues | null | undefined, pools: ReadonlySet<string>, errors: Problem[]) {
  if (!values || !Object.values(values).some(isSaid)) return undefined
  const { pool, profiles, concurrentSpawnLimit, activeServerLimit } = values
  const named = [
    ['pool', pool] as const,
    ...Object.entries(profiles ?? {}).map(([slug, to]) => [`profiles.${slug}`, to] as const),
  ]
  for (const [key, name] of named)
    if (name && !pools.has(name)) errors.push(problem(`hub.${key}`, sayNoPool(name, pools)))
  const config: HubConfig = {
    profiles: profiles ?? {},
    spawnTimeMs: parseDuration(values.spawnTime) ?? SPAWN_TIME_MS,
    ...given({
      api: apiOf(values, errors),
      pool: pool || undefined,
      cullIdleAfterMs: parseDuration(values.cullIdleAfter) || undefined,
      concurrentSpawnLimit: concurrentSpawnLimit || undefined,
      activeServerLimit: activeServerLimit || undefined,
      startTimeoutMs: parseDuration(values.startTimeout) || undefined,
    }),
  }
  return config
}

const isSaid = (value: unknown): boolean =>
  value !== undefined &&
  value !== null &&
  value !== '' &&
  !(typeof value === 'object' && Object.keys(value).length === 0)

function apiOf({ url, tokenSecret, refresh }: HubValues, errors: Problem[]): HubApi | undefined {
  if (!url) {
    if (tokenSecret?.name)
      errors.push(
        problem(
          'hub.url',
          'is missing: a token is given, and nobody to show it to; write http://hub.NAMESPACE.svc:8081',
        ),
      )
    return undefined
  }
  const where = whereOf(url)
  if (!where)
    errors.push(
      problem(
        'hub.url',
        'is no address of a hub; write http://hub.NAMESPACE.svc:8081, without a name, a password, a ? or a #',
      ),
    )
  if (!tokenSecret?.name)
    errors.push(
      problem(
        'hub.tokenSecret',
        'is missing: the hub answers nobody without a token; name a Secret, {name: warmseats-hub, key: token}',
      ),
    )
  if (!where || !tokenSecret?.name) return undefined
  return {
    url: where,
    tokenSecret: { name: tokenSecret.name, key: tokenSecret.key || 'token' },
    refreshMs: Math.max(LEAST_REFRESH_MS, parseDuration(refresh) ?? REFRESH_MS),
  }
}

/** People copy it with `/hub`, `/hub/api` or a slash at its end. */
function whereOf(text: string): string | undefined {
  const found = /^(https?):\/\/([^/?#@\s]+)((?:\/[^?#\s]*)?)$/i.exec(text.trim())
  if (!found) return undefined
  const [, scheme = '', host = '', path = ''] = found
  return `${scheme.toLowerCase()}://${host}${path.replace(/\/+$/, '').replace(/\/hub(\/api)?$/, '')}`
}
