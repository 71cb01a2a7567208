import {
  EVERYTHING,
  FORGET,
  type Forgotten,
  forgottenText,
  poolKey,
  withoutForgotten,
} from '../../domain/forecast/forgotten.ts'
import type { ForecastMemory } from '../../domain/forecast/memory.ts'
import type { KnownPool } from '../../domain/known/known.ts'
import { sayName } from '../../domain/known/say.ts'
import { sayCount, sayNoPool, sayPlainly } from '../../domain/say.ts'
import { apiPath } from '../../kubernetes/api-path.ts'
import { ApiError } from '../../kubernetes/errors.ts'
import type { Answer } from '../answer.ts'
import { answered, atCluster, type Place, type PlaceOptions } from '../cluster/ask.ts'
import { findInstalled, type Installed, readState } from '../cluster/installed.ts'
import { InputError } from '../read-input.ts'
import { Unfinished } from '../unfinished.ts'
import { theOneIn } from './choose.ts'
import { type Known, readLiveKnown } from './read.ts'

export interface ForgetOptions extends PlaceOptions {
  readonly pool?: string | undefined
  readonly all?: boolean | undefined
  /** With `all`: the namespace, by whose name it is meant. */
  readonly confirm?: string | undefined
  readonly calendar?: readonly string[] | undefined
  readonly secrets?: string | undefined
  readonly state?: string | undefined
}

/** The time, and a pause between two looks. */
export interface Clock {
  readonly now: () => number
  readonly pause: () => Promise<unknown>
}

/** A controller writes what it remembers every ten seconds. */
const PATIENCE_MS = 40_000
/** It writes the same object meanwhile. */
const TRIES = 5

/**
 * Forgets who came: to one series, to a pool, or to all. It is written as an annotation of the state ConfigMap, which every
 * replica obeys; waits until what the release keeps is without it.
 * @throws InputError; Unfinished when no controller answers
 */
export async function forget(series: string | undefined, options: ForgetOptions, clock: Clock): Promise<Answer> {
  const { pool, all } = options
  if ([series, pool, all].filter((one) => one !== undefined).length !== 1)
    throw new InputError('say what to forget: one of SERIES (as `warmseats forecast` prints it), --pool NAME and --all')
  return atCluster(options, async (place) => {
    refuseUnconfirmed(options, place)
    const installed = await findInstalled(place, options.state)
    const known = await readLiveKnown(installed, place, options, clock.now())
    const target = targetOf(series, options, known)
    const name = nameOf(installed, place)
    const nowMs = clock.now()
    await write(place, name, target.key, nowMs)
    const isThere = () => remembers(place, name, { [target.key]: nowMs }, known.zone)
    if (await stays(isThere, clock))
      throw new Unfinished(
        `the annotation ${FORGET} is written, and within ${PATIENCE_MS / 1000} s no controller answered it. Does it run? kubectl -n ${place.namespace} get pods. Once it does, ${target.said} is forgotten`,
      )
    return { text: `forgotten: ${target.said}\n  ${target.after}`, unread: known.unread }
  })
}

function refuseUnconfirmed({ all, confirm }: ForgetOptions, { namespace }: Place): void {
  if (all && confirm !== namespace)
    throw new InputError(
      `--all forgets who came to every class of every pool: say that you mean it with --confirm ${namespace}`,
    )
}

interface Target {
  readonly key: string
  /** What is forgotten, and what follows. */
  readonly said: string
  readonly after: string
}

/** @throws InputError when there is no such thing */
function targetOf(series: string | undefined, { pool }: ForgetOptions, { pools }: Known): Target {
  if (series !== undefined) {
    const one = theOneIn(pools, series)
    const title = one.title === undefined ? sayName(one) : `${sayPlainly(one.title)}, ${one.when}`
    return {
      key: one.key,
      said: `${title} (${sayCount(one.times.length, 'time')})`,
      after: 'its next class is its first: what its event announces counts',
    }
  }
  const known = pools.filter((one) => pool === undefined || one.pool === pool)
  if (pool !== undefined && known.length === 0)
    throw new InputError(
      sayNoPool(
        pool,
        pools.map((one) => one.pool),
      ),
    )
  const what = `${sumOf(known, (one) => one.series.length)} series and ${sayCount(
    sumOf(known, (one) => one.halfHours.length),
    'half-hour',
  )}`
  return {
    key: pool === undefined ? EVERYTHING : poolKey(pool),
    said: `${pool === undefined ? 'all pools' : `pool ${pool}`} (${what})`,
    after: 'what events announce counts, until each class has been there again',
  }
}

const sumOf = (pools: readonly KnownPool[], of: (pool: KnownPool) => number) =>
  pools.reduce((sum, one) => sum + of(one), 0)

/** @throws InputError when the release keeps no state */
function nameOf({ release, state }: Installed, { namespace }: Place): string {
  if (!release || !state)
    throw new InputError(`no release in ${namespace} keeps anything yet: there is nothing to forget`)
  return release.state
}

async function write(place: Place, name: string, key: string, nowMs: number): Promise<void> {
  const { namespace, kubernetes } = place
  const path = apiPath`/api/v1/namespaces/${namespace}/configmaps/${name}`
  const attempt = { verb: 'patch', resource: 'configmaps', group: '', namespace, name } as const
  for (let tried = 1; ; tried += 1) {
    const state = await readState(place, name)
    const annotations = { [FORGET]: forgottenText(state?.forgotten ?? {}, [key], nowMs) }
    const patch = { metadata: { annotations, resourceVersion: state?.resourceVersion ?? '' } }
    const request = kubernetes.mergePatch(path, patch, { fieldManager: 'warmseats-hand' }).then(() => true)
    const isWritten = await answered(
      request.catch((error: unknown) => isOvertaken(error, tried)),
      attempt,
    )
    if (isWritten) return
  }
}

/** Somebody else wrote it since it was read: it is read again. */
function isOvertaken(error: unknown, tried: number): false {
  if (error instanceof ApiError && error.status === 409 && tried < TRIES) return false
  throw error
}

/** Whether what the release keeps still has any of it. */
async function remembers(place: Place, name: string, forgotten: Forgotten, zone: string): Promise<boolean> {
  const kept: ForecastMemory | undefined = (await readState(place, name))?.memory?.forecast
  return kept !== undefined && withoutForgotten(kept, forgotten, zone) !== kept
}

async function stays(isThere: () => Promise<boolean>, { now, pause }: Clock): Promise<boolean> {
  const endMs = now() + PATIENCE_MS
  while (await isThere()) {
    if (now() >= endMs) return true
    await pause()
  }
  return false
}
