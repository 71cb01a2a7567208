import { randomBytes } from 'node:crypto'
import {
  connect as branch,
  combineLatest,
  concat,
  defer,
  distinctUntilChanged,
  endWith,
  filter,
  ignoreElements,
  lastValueFrom,
  map,
  merge,
  type Observable,
  switchMap,
  take,
  takeUntil,
  tap,
  timer,
} from 'rxjs'
import type { Freshness } from '../../../streams/watch/freshness.ts'
import { reflect } from '../../../streams/watch/reflect.ts'
import { type WatchEvent, watch } from '../../../streams/watch/watch.ts'
import { nodeFrom, type RawNode } from '../../domain/cluster/node.ts'
import type { RawPod } from '../../domain/cluster/pod.ts'
import { sayCount } from '../../domain/say.ts'
import type { Config } from '../../domain/settings/config.ts'
import { type Connection, connect } from '../../kubernetes/connection.ts'
import { type Dummies, Refusal, type RehearsalCluster, rehearsalCluster } from '../../rehearsal/cluster.ts'
import { type Ledger, ledger } from '../../rehearsal/ledger.ts'
import type { Plan } from '../../rehearsal/plan.ts'
import { play } from '../../rehearsal/play.ts'
import { exitCodeOf, type Result, resultOf } from '../../rehearsal/result.ts'
import { sayClock, sayLeft, sayPlan, sayProgress, sayResult } from '../../rehearsal/say.ts'
import { takeAway } from '../../rehearsal/take-away.ts'
import { triedAgain } from '../../rehearsal/tried-again.ts'
import { watchedPod } from '../../rehearsal/watched-pod.ts'
import { InputError } from '../read-input.ts'
import { planOf, type RehearseOptions } from './options.ts'
import { prepare } from './prepare.ts'

/** Where it writes: the result to one, how it goes to the other. */
export interface Voices {
  result(text: string): void
  progress(line: string): void
}

const PROGRESS_EVERY_MS = 5000

/**
 * Lets user-dummies come to a pool of the real cluster, says what their wait was like, and takes them away.
 * @param stop$ ends it early, as Ctrl-C does
 * @returns the exit code
 * @throws InputError for what the person at the keyboard can mend; nothing was made then, or it is taken away
 */
export async function rehearse(options: RehearseOptions, say: Voices, stop$: Observable<unknown>): Promise<number> {
  const plan = planOf(options, randomBytes(4).toString('hex'))
  const connection = await connect({ kubeconfig: options.kubeconfig, context: options.context })
  const namespace = options.namespace ?? connection.namespace
  const cluster = rehearsalCluster(connection, namespace)
  try {
    const { dummies, config } = await prepare(cluster, plan.pool, namespace)
    const stage = { plan, dummies, config, connection, cluster, namespace, say, stop$, options }
    return await perform(stage)
  } catch (error) {
    throw error instanceof Refusal ? new InputError(error.message) : error
  } finally {
    await connection.close()
  }
}

interface Stage {
  readonly plan: Plan
  readonly dummies: Dummies
  readonly config: Config
  readonly connection: Connection
  readonly cluster: RehearsalCluster
  readonly namespace: string
  readonly say: Voices
  readonly stop$: Observable<unknown>
  readonly options: RehearseOptions
}

/** The composition root: one subscribe to the cluster, and the acts one after another. @returns the exit code */
async function perform(stage: Stage): Promise<number> {
  const { plan, config, connection, cluster, namespace, say, options } = stage
  const book = ledger(plan, config, Date.now)
  let result: Result | undefined
  let isInterrupted = false
  let isGone = false
  const stop$ = stage.stop$.pipe(
    tap(() => {
      isInterrupted = true
    }),
  )
  const begin = async () => {
    refuseAmongUsers(stage, book)
    say.progress(sayPlan(plan, `the context ${connection.context}, namespace ${namespace}`))
    const fuseUid = await cluster.light(plan, stage.dummies.template)
    book.begin()
    return fuseUid
  }
  const finish = () => {
    // Now: what is taken away below is nobody's loss.
    result = resultOf(plan, book.story(), { atMs: Date.now(), isInterrupted })
    say.result(options.output === 'json' ? JSON.stringify(result, null, 2) : sayResult(result))
  }
  const leave = (changes$: Observable<Watched>) =>
    takeAway({
      end$: defer(() => cluster.end(plan)),
      left: book.left,
      changes$,
      hurry$: stage.stop$,
      say: say.progress,
      random: Math.random,
    }).pipe(
      tap((is) => {
        isGone = is
      }),
    )
  const acts = (changes$: Observable<Watched>) =>
    concat(
      changes$.pipe(filter(isLive), take(1)),
      defer(begin).pipe(switchMap((fuseUid) => playing(stage, book, changes$, fuseUid).pipe(takeUntil(stop$)))),
      defer(() => {
        finish()
        return leave(changes$)
      }),
    ).pipe(ignoreElements())
  await lastValueFrom(watching(stage, book).pipe(branch(acts)), { defaultValue: undefined }).catch((error) => {
    if (!result) throw error
    say.progress(`${error instanceof Error ? error.message : error}`)
  })
  if (!result) throw new Error('the rehearsal ended before it began')
  if (!isGone) say.progress(sayLeft(plan, book.left(), namespace))
  return exitCodeOf(result, isGone)
}

/** How fresh pods and nodes are. */
type Watched = readonly [Freshness, Freshness]

const isLive = (watched: Watched) => watched.every(({ at }) => at === 'live')

/** Pods and nodes of the cluster, into the ledger. What fails before all is seen is an error; later it is tried again. */
function watching({ plan, config, connection, say }: Stage, book: Ledger): Observable<Watched> {
  let isSynced = false
  const heed = <T>(event: WatchEvent<T>) => {
    if (event.type !== 'failed') return
    if (!isSynced) throw new InputError(event.failure.because)
    say.progress(event.failure.because)
  }
  const pods$ = watch({ path: '/api/v1/pods' }, (raw) => watchedPod(raw as RawPod, config, plan.run), {
    transport: connection,
  })
  const nodes$ = watch({ path: '/api/v1/nodes' }, (raw) => nodeFrom(raw as RawNode), { transport: connection })
  return combineLatest([
    pods$.pipe(tap(heed), reflect({ aggregate: () => book.pods })),
    nodes$.pipe(tap(heed), reflect({ aggregate: () => book.nodes })),
  ]).pipe(
    map(([pods, nodes]): Watched => [pods.freshness, nodes.freshness]),
    tap((watched) => {
      isSynced ||= isLive(watched)
    }),
  )
}

function refuseAmongUsers({ plan: { pool }, options }: Stage, book: Ledger): void {
  const { users, dummies } = book.present()
  if (options.yes || users + dummies === 0) return
  const who = [
    ...(users > 0 ? [sayCount(users, 'real user')] : []),
    ...(dummies > 0 ? [`${dummies} other ${dummies === 1 ? 'user-dummy' : 'user-dummies'}`] : []),
  ].join(' and ')
  throw new InputError(
    `the pool \`${pool}\` has ${who} now; a rehearsal would take seats from people. To do it all the same: --yes`,
  )
}

/** The dummies come and stay, until it is over or somebody ends it; from time to time it says how it stands. */
function playing(
  { plan, cluster, dummies, say }: Stage,
  book: Ledger,
  changes$: Observable<unknown>,
  fuseUid: string,
): Observable<never> {
  const create = (number: number) =>
    defer(() => cluster.create(plan, dummies.template, number, fuseUid)).pipe(triedAgain())
  const describe = (error: unknown) => (error instanceof Error ? error.message : String(error))
  const progress$ = timer(PROGRESS_EVERY_MS, PROGRESS_EVERY_MS).pipe(
    map(() => sayProgress(resultOf(plan, book.story(), { atMs: Date.now(), isInterrupted: false }))),
    distinctUntilChanged(),
    tap((standing) => say.progress(`${sayClock(Date.now() - book.story().beganMs)}  ${standing}`)),
  )
  return play({ plan, ledger: book, changes$, create, describe }).pipe(
    branch((play$) => merge(play$, progress$.pipe(takeUntil(play$.pipe(endWith(true))), ignoreElements()))),
  )
}
