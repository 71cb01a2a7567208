/**
 * One revision on one synthetic cluster, from nothing to a takeover: its start beside a bare list, at rest, reactions beside a bare
 * watch when it is quiet and while pods change, and a standby that takes over.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { type Summary, summarize } from '../statistics.ts'
import type { Reactions, Side } from '../synthetic/reactions.ts'
import { type Synthetic, startSynthetic } from '../synthetic/start.ts'
import { measureListFloor, startReactionFloor } from './floors.ts'
import type { ListFloor } from './list-floor.ts'
import { cpuMsOf, rssMiBOf } from './process-usage.ts'
import { type Replica, startReplica } from './replica.ts'
import type { Revision } from './revision.ts'
import { OBJECTS, type Scene } from './scene.ts'

export interface ScenePlan {
  /** Parts that are left out cost nothing. */
  readonly parts: ReadonlySet<Part>
  readonly rounds: number
  /** Rounds before the first that counts. */
  readonly warmUp: number
  readonly restMs: number
  readonly churnMs: number
  readonly perSecond: readonly number[]
  readonly streamingLists: boolean
  /** Memory of the past is written up to 10 s after the last change; after so long nothing is due. */
  readonly settlesMs: number
  /** What a standby does that has taken over is looked at for so long. */
  readonly followsMs: number
}

export const PARTS = ['rest', 'reaction', 'churn', 'takeover'] as const
export type Part = (typeof PARTS)[number]

/** ms, MiB; `cores` is CPU by wall time. */
export interface SceneReport {
  readonly scene: Scene
  readonly revision: string
  readonly start: Replica['began'] & {
    readonly floor: ListFloor
    readonly stallMs: number
    readonly rssMiB: number
    readonly listedMiB: number
  }
  readonly rest?: {
    readonly requestsAMinute: Readonly<Record<string, number>>
    readonly cores: number
    readonly rssMiB: number
  }
  readonly quiet?: ReactionReport
  readonly churn?: readonly ChurnReport[]
  readonly takeover?: { readonly ms: number; readonly lists: number; readonly cpuMs: number }
}

export interface ReactionReport {
  readonly took: Readonly<Record<Side, Summary>>
  readonly lost: Readonly<Record<Side, number>>
}

export interface ChurnReport extends ReactionReport {
  readonly perSecond: number
  readonly cores: number
  readonly decisionsASecond: number
  readonly lagP99Ms: number
  readonly lagMaxMs: number
  /** Bytes that nobody had read yet at the end. */
  readonly backlog: number
  readonly rssMiB: number
}

const GAP_MS = 60
/** Of one reaction of both sides, both ways. */
const ROUND_MS = 4 * (GAP_MS + 30)

export async function measureScene(revision: Revision, scene: Scene, plan: ScenePlan): Promise<SceneReport> {
  const endings: (() => unknown)[] = []
  try {
    const { streamingLists } = plan
    const api = await startSynthetic({ shape: { ...scene, streamingLists }, objects: OBJECTS })
    endings.unshift(() => api.stop())
    const floor = await measureListFloor(api)
    await api.ask('reset', null)
    const replica = await startReplica({ revision, api, scene, identity: 'first' })
    endings.unshift(() => replica.stop())
    const start = { ...replica.began, floor, ...(await afterStart(api, replica)) }
    const rest = plan.parts.has('rest') ? { rest: await atRest(api, replica, plan) } : {}
    const reacts = plan.parts.has('reaction') || plan.parts.has('churn')
    if (reacts) {
      endings.unshift(await startReactionFloor(api))
      await api.ask('react', { rounds: plan.warmUp, gapMs: GAP_MS })
    }
    const quiet = plan.parts.has('reaction')
      ? { quiet: reported(await api.ask('react', { rounds: plan.rounds, gapMs: GAP_MS })) }
      : {}
    const churn: ChurnReport[] = []
    if (plan.parts.has('churn'))
      for (const perSecond of plan.perSecond) churn.push(await churned(api, replica, perSecond, plan.churnMs))
    const takeover = plan.parts.has('takeover')
      ? { takeover: await tookOver(api, { revision, scene, followsMs: plan.followsMs }, replica, endings) }
      : {}
    return {
      scene,
      revision: revision.name,
      start,
      ...rest,
      ...quiet,
      ...(churn.length > 0 ? { churn } : {}),
      ...takeover,
    }
  } finally {
    for (const end of endings) await end()
  }
}

async function afterStart(api: Synthetic, replica: Replica) {
  const rssMiB = rssMiBOf(replica.pid)
  const stallMs = ((await replica.metrics()).get('nodejs_eventloop_lag_max_seconds') ?? Number.NaN) * 1000
  return { rssMiB, stallMs, listedMiB: (await api.ask('counts', null)).listed / 2 ** 20 }
}

async function atRest(
  api: Synthetic,
  { pid }: Replica,
  { settlesMs, restMs }: ScenePlan,
): Promise<NonNullable<SceneReport['rest']>> {
  await delay(settlesMs)
  await api.ask('reset', null)
  const used = usageOf(pid)
  await delay(restMs)
  const { elapsedMs, cores } = used()
  const { requests } = await api.ask('counts', null)
  const aMinute = Object.entries(requests).map(([what, count]) => [what, (count * 60_000) / elapsedMs] as const)
  return { requestsAMinute: Object.fromEntries(aMinute), cores, rssMiB: rssMiBOf(pid) }
}

async function churned(api: Synthetic, replica: Replica, perSecond: number, forMs: number): Promise<ChurnReport> {
  const before = await replica.metrics()
  const used = usageOf(replica.pid)
  const [{ backlog }, reactions] = await Promise.all([
    api.ask('churn', { perSecond, forMs }),
    api.ask('react', { rounds: Math.max(1, Math.floor(forMs / ROUND_MS)), gapMs: GAP_MS }),
  ])
  const { cores, elapsedMs } = used()
  const after = await replica.metrics()
  const of = (name: string) => after.get(name) ?? Number.NaN
  const decisions = of(DECISIONS) - (before.get(DECISIONS) ?? 0)
  return {
    ...reported(reactions),
    perSecond,
    cores,
    decisionsASecond: decisions / (elapsedMs / 1000),
    lagP99Ms: of('nodejs_eventloop_lag_p99_seconds') * 1000,
    lagMaxMs: of('nodejs_eventloop_lag_max_seconds') * 1000,
    backlog,
    rssMiB: rssMiBOf(replica.pid),
  }
}

const DECISIONS = 'warmseats_decisions_total'

/** A standby is there and has seen all; the leader is told to stop. */
async function tookOver(
  api: Synthetic,
  { followsMs, ...options }: { readonly revision: Revision; readonly scene: Scene; readonly followsMs: number },
  leader: Replica,
  endings: (() => unknown)[],
): Promise<NonNullable<SceneReport['takeover']>> {
  const standby = await startReplica({ ...options, api, identity: 'standby' })
  endings.unshift(() => standby.stop())
  await api.ask('reset', null)
  const used = usageOf(standby.pid)
  const taking = api.ask('takeover', null)
  await leader.stop()
  const { ms } = await taking
  await delay(followsMs)
  const { requests } = await api.ask('counts', null)
  const lists = Object.entries(requests).filter(([what]) => what.startsWith('LIST'))
  return { ms, lists: lists.reduce((sum, [, count]) => sum + count, 0), cpuMs: used().cpuMs }
}

function usageOf(pid: number) {
  const [startMs, before] = [performance.now(), cpuMsOf(pid)]
  return () => {
    const [elapsedMs, cpuMs] = [performance.now() - startMs, cpuMsOf(pid) - before]
    return { elapsedMs, cpuMs, cores: cpuMs / elapsedMs }
  }
}

/** A side that answered nothing at all has no figures, and that is an error. */
const reported = ({ took, lost }: Reactions): ReactionReport => ({
  took: { product: summarize(took.product), floor: summarize(took.floor) },
  lost,
})
