import { BRING, handOf, sayBring } from '../../domain/cluster/hand.ts'
import { SECOND_MS } from '../../domain/duration.ts'
import { NO_PULLS, withPulls } from '../../domain/images/pulls.ts'
import { sayInstant } from '../../domain/instant.ts'
import type { Clock } from './bring.ts'
import type { PullCluster, PullPool } from './cluster.ts'
import type { PullPlan } from './options.ts'

export interface Announced {
  readonly untilMs: number
  /** Pools whose placeholders are made with the images now. */
  readonly answered: readonly string[]
  /** Pools of which no controller took it up. */
  readonly unanswered: readonly string[]
}

/** So long a controller that runs may take to answer. */
const PATIENCE_MS = 30 * SECOND_MS

/**
 * Has the placeholders of pools bring the images from now on, beside what was announced before, and waits for the controller.
 * @throws Refusal
 */
export async function announce(
  plan: PullPlan,
  pools: readonly PullPool[],
  cluster: PullCluster,
  clock: Clock,
): Promise<Announced> {
  const untilMs = clock.now() + plan.bringMs
  const wanted = { images: plan.images.map((image) => ({ image })), secrets: plan.secrets }
  for (const { pool, deployment } of pools) {
    const { annotations, writtenMs, name: where } = deployment
    const { [BRING]: text = '' } = annotations
    const known = handOf({ where, annotations: { [BRING]: text }, writtenMs, zone: 'utc', nowMs: clock.now() })
    const all = withPulls(known.bring?.pulls ?? NO_PULLS, wanted)
    await cluster.announce(pool, sayBring(all, sayInstant(untilMs)))
  }
  const names = pools.map(({ pool }) => pool)
  const endMs = clock.now() + PATIENCE_MS
  while (true) {
    const now = await cluster.pools()
    const answered = names.filter((name) => now.some((one) => one.pool === name && brings(one, plan)))
    if (answered.length === names.length || clock.now() >= endMs)
      return { untilMs, answered, unanswered: names.filter((name) => !answered.includes(name)) }
    await clock.pause()
  }
}

const brings = ({ template }: PullPool, { images }: PullPlan): boolean =>
  images.every((wanted) => template.initContainers?.some(({ image }) => image === wanted))
