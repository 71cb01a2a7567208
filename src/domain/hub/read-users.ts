import { z } from 'zod'
import { given } from '../given.ts'
import { parseInstant } from '../instant.ts'
import type { HubServers, Spawn } from './view.ts'

/** One page of `GET /hub/api/users`, as JupyterHub 2 and later give it; those before know no pages, and give a list. */
export interface UsersPage {
  readonly servers: readonly Server[]
  /** Of the next page; undefined: this is the last. */
  readonly nextOffset?: number
}

/** A server that is there, comes or goes. */
export interface Server {
  readonly key: string
  readonly isNamed: boolean
  readonly pending?: string
  readonly isReady: boolean
  readonly startedMs?: number
  readonly usedMs?: number
  readonly profile?: string
}

const text = z.string().max(1000)

const server = z.looseObject({
  name: text.nullish(),
  pending: text.nullish(),
  ready: z.boolean().nullish(),
  started: text.nullish(),
  last_activity: text.nullish(),
  user_options: z.unknown(),
})

const user = z.looseObject({ name: text, servers: z.record(z.string(), server).optional() })

const page = z.looseObject({
  items: z.array(user),
  _pagination: z.looseObject({ next: z.looseObject({ offset: z.number().int() }).nullish() }),
})

const answer = z.union([page, z.array(user)])

/** @returns why it is no list of users with their servers */
export function usersPage(json: unknown): UsersPage | { readonly wrong: string } {
  const { data } = answer.safeParse(json)
  if (!data) return { wrong: 'its answer is no list of users: is this the address of a JupyterHub?' }
  const users = Array.isArray(data) ? data : data.items
  if (users.some(({ servers }) => servers === undefined))
    return { wrong: 'it does not say which servers users have: give the service of the token the scope read:servers' }
  const next = Array.isArray(data) ? undefined : (data._pagination.next?.offset ?? undefined)
  const servers = users.flatMap(({ name, servers: own = {} }) =>
    Object.entries(own).map(([key, one]) => serverOf(name, one.name ?? key, one)),
  )
  return { servers, ...given({ nextOffset: next }) }
}

function serverOf(user: string, name: string, { pending, ready, ...raw }: z.infer<typeof server>): Server {
  return {
    key: `${user}/${name}`,
    isNamed: name !== '',
    isReady: ready === true,
    ...given({
      pending: pending ?? undefined,
      startedMs: parseInstant(raw.started ?? undefined),
      usedMs: parseInstant(raw.last_activity ?? undefined),
      profile: profileIn(raw.user_options),
    }),
  }
}

const options = z.looseObject({ profile: text })

const profileIn = (chosen: unknown): string | undefined => options.safeParse(chosen).data?.profile

/**
 * All pages as one. Users come and go while pages are asked for, so one may be on two of them: a server counts once.
 * @param readMs when the first page was asked for; a spawn that does not say when it began began then
 */
export function serversOf(all: readonly Server[], readMs: number): HubServers {
  const servers = [...new Map(all.map((one) => [one.key, one])).values()]
  const spawning = servers.filter(({ pending }) => pending === 'spawn')
  return {
    readMs,
    active: servers.length,
    named: servers.filter(({ isNamed }) => isNamed).length,
    spawning: spawning.map(
      ({ key, profile, startedMs = readMs }): Spawn => ({ key, startedMs, ...given({ profile }) }),
    ),
    usedMs: new Map(
      servers.flatMap(({ key, isReady, usedMs }) => (isReady && usedMs !== undefined ? [[key, usedMs] as const] : [])),
    ),
  }
}
