/**
 * Brings images to the nodes of pools that are there, and to those that come: before a hub's new image is released nobody runs it, so
 * neither nodes have it nor do placeholders know of it. What no node can have is not announced: placeholders that wait for it for ever
 * would keep no seat warm.
 */
import { randomBytes } from 'node:crypto'
import { MINUTE_MS } from '../../domain/duration.ts'
import { given } from '../../domain/given.ts'
import { sayInstant } from '../../domain/instant.ts'
import { sayNoPool } from '../../domain/say.ts'
import { Refusal } from '../../rehearsal/cluster.ts'
import { atCluster } from '../cluster/ask.ts'
import { InputError } from '../read-input.ts'
import { type Announced, announce } from './announce.ts'
import { type Brought, bringToNodes, type Clock, type Stage } from './bring.ts'
import { type PullPool, pullCluster } from './cluster.ts'
import { type PullOptions, planOf } from './options.ts'
import { sayBrought } from './say.ts'

/** Where it writes: the result to one, how it goes to the other. */
export interface Voices {
  result(text: string): void
  progress(line: string): void
}

/** What became of it; also its JSON. */
export interface PullResult {
  readonly images: readonly string[]
  readonly pools: readonly string[]
  /** Missing: nobody waited for nodes. */
  readonly nodes?: Brought
  /** Missing: no node has the images, so placeholders are not to wait for them. */
  readonly announced?: Announced
  readonly tookMs: number
}

/**
 * @returns the exit code: 0 all of it is done, or `bestEffort`; 1 it is not
 * @throws InputError for what the person at the keyboard can mend
 */
export async function pull(options: PullOptions, say: Voices, clock: Clock, stop: AbortSignal): Promise<number> {
  const plan = planOf(options, randomBytes(4).toString('hex'))
  const asked = atCluster(options, (place) =>
    carriedOut({ plan, cluster: pullCluster(place), clock, progress: say.progress, stop }, place.namespace),
  )
  const result = await asked.catch((error: unknown) => {
    const isSaid = error instanceof Refusal || error instanceof InputError
    if (!isSaid) throw error
    if (!options.bestEffort) throw new InputError(error.message)
    say.progress(`warmseats: ${error.message}`)
  })
  if (!result) return 0
  say.result(options.output === 'json' ? JSON.stringify(result, null, 2) : sayResult(result).join('\n'))
  return isDone(result) || options.bestEffort ? 0 : 1
}

/** Both halves of it, on whatever cluster. @throws InputError; Refusal */
export async function carriedOut(stage: Stage, namespace: string): Promise<PullResult> {
  const { plan, cluster, clock } = stage
  const pools = await poolsOf(stage, namespace)
  const beganMs = clock.now()
  const nodes = plan.isOnNodes ? await bringToNodes(stage, pools) : undefined
  const isWorth = nodes === undefined || (nodes.end !== 'interrupted' && mayCome(nodes))
  const announced = isWorth ? await announce(plan, pools, cluster, clock) : undefined
  return {
    images: plan.images,
    pools: pools.map(({ pool }) => pool),
    ...given({ nodes, announced }),
    tookMs: clock.now() - beganMs,
  }
}

/** Some node has the images, or there is none to tell. */
const mayCome = ({ standing: { had, came, pulling, troubled, open } }: Brought): boolean =>
  had.length + came.length > 0 || pulling.length + troubled.length + open.length === 0

const isDone = ({ nodes, announced }: PullResult): boolean =>
  (nodes === undefined || nodes.end === 'done') && announced !== undefined && announced.unanswered.length === 0

/** A controller that has just been installed may still make its Deployments. */
const COMING_MS = MINUTE_MS

async function poolsOf(
  { plan, cluster, clock, progress, stop }: Stage,
  namespace: string,
): Promise<readonly PullPool[]> {
  const endMs = clock.now() + COMING_MS
  let all = await cluster.pools()
  if (all.length === 0)
    progress(`no pool has a Deployment of placeholders in ${namespace} yet: waiting for the controller`)
  while (all.length === 0 && clock.now() < endMs && !stop.aborted) {
    await clock.pause()
    all = await cluster.pools()
  }
  const names = all.map(({ pool }) => pool)
  if (all.length === 0)
    throw new InputError(
      `there are no placeholders in the namespace ${namespace}. Is it that of the release (--namespace), and does the controller run?`,
    )
  for (const pool of plan.pools) if (!names.includes(pool)) throw new InputError(sayNoPool(pool, names))
  return plan.pools.length === 0 ? all : all.filter(({ pool }) => plan.pools.includes(pool))
}

/** What became of it, a line each. */
export function sayResult({ images, nodes, announced, tookMs, pools }: PullResult): string[] {
  return [
    ...(nodes ? sayBrought(nodes, images, tookMs) : [images.join(', ')]),
    ...(announced
      ? sayAnnounced(announced)
      : [`  placeholders  of ${pools.join(', ')} do not bring it: no node has it`]),
  ]
}

function sayAnnounced({ untilMs, answered, unanswered }: Announced): string[] {
  return [
    ...(answered.length > 0 ? [`  placeholders  of ${answered.join(', ')} bring it until ${sayInstant(untilMs)}`] : []),
    ...(unanswered.length > 0
      ? [
          `  placeholders  of ${unanswered.join(', ')} are to bring it, and within 30 s no controller answered: does it run, and is userImages not off?`,
        ]
      : []),
  ]
}
