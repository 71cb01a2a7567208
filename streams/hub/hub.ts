import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  asyncScheduler,
  defer,
  distinctUntilChanged,
  from,
  map,
  NEVER,
  type Observable,
  of,
  type SchedulerLike,
  scan,
  startWith,
  switchMap,
} from 'rxjs'
import { given } from '../../src/domain/given.ts'
import { type HubView, NO_HUB } from '../../src/domain/hub/view.ts'
import type { HubApi } from '../../src/domain/settings/hub-settings.ts'
import type { Fetch } from '../calendar/http.ts'
import { fetchWithin } from '../calendar/reach.ts'
import { refresh } from '../calendar/refresh.ts'
import { sleepUntil } from '../operators/sleep-until.ts'
import { type HubRead, readHub } from './read.ts'
import { tokenIn } from './token.ts'

export interface HubDeps {
  /** Under which each Secret that the config names is mounted as a folder. */
  readonly secrets: string
  readonly fetch?: Fetch
  readonly readText?: (path: string) => Promise<string>
  readonly random?: () => number
}

/** What is older says nothing of now; whoever is asked seldom is believed for three times as long. */
const LEAST_KEPT_MS = 60_000

/**
 * A hub, asked again and again: without one `NO_HUB`, else `asking` first. Nothing waits for it, and it never errors or
 * completes: where it cannot be asked, that is told, and its last answer counts for a minute more.
 * @param api$ where to ask; another one begins anew
 */
export const hub$ = (
  api$: Observable<HubApi | undefined>,
  deps: HubDeps,
  scheduler: SchedulerLike = asyncScheduler,
): Observable<HubView> =>
  api$.pipe(
    distinctUntilChanged((a, b) => JSON.stringify(a) === JSON.stringify(b)),
    switchMap((api) => (api ? asked(api, deps, scheduler) : of(NO_HUB))),
  )

function asked(api: HubApi, deps: HubDeps, scheduler: SchedulerLike): Observable<HubView> {
  const { url, refreshMs } = api
  // Somebody has written this address into the values: it may be in the cluster, where hubs are.
  const fetch = deps.fetch ?? fetchWithin([new URL(url).hostname])
  const read = (): Observable<HubRead> =>
    defer(() => from(tokenOf(api, deps))).pipe(
      switchMap((token) => (typeof token === 'string' ? readHub({ url, token, fetch }, scheduler) : of(token))),
    )
  const keptMs = Math.max(LEAST_KEPT_MS, 3 * refreshMs)
  return refresh(read, { refreshMs, changed$: NEVER, random: deps.random ?? Math.random }, scheduler).pipe(
    scan(after, ASKING),
    startWith(ASKING),
    switchMap((view) => forgetting(view, keptMs, scheduler)),
  )
}

const ASKING: HubView = { health: { at: 'asking' } }

const after = (before: HubView, read: HubRead): HubView =>
  read.at === 'read'
    ? { health: { at: 'good', ...given({ version: read.version }) }, servers: read.servers }
    : { ...before, health: { at: 'failing', because: read.because } }

/** The view, and without its servers once they are too old. */
function forgetting(view: HubView, keptMs: number, scheduler: SchedulerLike): Observable<HubView> {
  const { health, servers } = view
  if (!servers) return of(view)
  const forgotten$ = sleepUntil(servers.readMs + keptMs, scheduler).pipe(map((): HubView => ({ health })))
  return servers.readMs + keptMs <= scheduler.now() ? of({ health }) : forgotten$.pipe(startWith(view))
}

/** It is read each time: a Secret may be renewed while we run. */
async function tokenOf({ tokenSecret: { name, key } }: HubApi, { secrets, readText = readSecret }: HubDeps) {
  return tokenIn({ name, key }, await readText(join(secrets, name, key)).catch(() => ''))
}

const readSecret = (path: string): Promise<string> => readFile(path, 'utf8')
