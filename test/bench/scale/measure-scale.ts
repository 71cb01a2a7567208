/** All that is measured on synthetic clusters and beside them, of each revision in turn. */
import { median } from '../statistics.ts'
import { type AdmissionReport, measureSyntheticAdmission } from './admission.ts'
import type { DecideAsked } from './decide.ts'
import { type DecideReport, measureDecide } from './measure-decide.ts'
import { measureScene, PARTS, type ScenePlan, type SceneReport } from './measure-scene.ts'
import type { Revision } from './revision.ts'
import { type Scene, sayScene } from './scene.ts'
import { measureSimulate, type SimulateCost } from './simulate.ts'

export const SCALE_STAGES = ['start', ...PARTS, 'decide', 'admission', 'simulate'] as const
export type ScaleStage = (typeof SCALE_STAGES)[number]

export interface ScalePlan extends Omit<ScenePlan, 'parts'> {
  readonly scenes: readonly Scene[]
  readonly decide: Pick<DecideAsked, 'sizes' | 'rounds'>
  readonly admissionScenes: readonly Scene[]
  readonly admissionRounds: number
  /** As many people as in a small week. */
  readonly simulate: readonly number[]
}

export interface ScaleReport {
  readonly scenes: readonly SceneReport[]
  readonly decide: readonly DecideReport[]
  readonly admission: readonly AdmissionReport[]
  readonly simulate: readonly SimulateCost[]
}

const STUDENTS_AND_USER = [10, 500, 1000, 2000, 5000, 10_000].flatMap((nodes) =>
  (['students', 'user'] as const).map((asks) => ({ nodes, asks })),
)
const scene = (nodes: number, pools: number, asks: Scene['asks'] = 'students'): Scene => ({
  nodes,
  pods: nodes * 10,
  pools,
  asks,
})

export const FULL_SCALE: ScalePlan = {
  scenes: [scene(10, 1), scene(500, 1), scene(5000, 1), scene(5000, 1, 'user'), scene(5000, 10), scene(5000, 50)],
  rounds: 40,
  warmUp: 5,
  restMs: 15_000,
  churnMs: 15_000,
  perSecond: [200, 1000],
  streamingLists: true,
  settlesMs: 11_000,
  followsMs: 3000,
  decide: { sizes: STUDENTS_AND_USER, rounds: 9 },
  admissionScenes: [scene(10, 1), scene(5000, 1)],
  admissionRounds: 4,
  simulate: [1, 5, 20],
}

export const QUICK_SCALE: ScalePlan = {
  ...FULL_SCALE,
  scenes: [scene(10, 1)],
  rounds: 5,
  restMs: 3000,
  churnMs: 2000,
  perSecond: [200],
  decide: { sizes: STUDENTS_AND_USER.slice(0, 4), rounds: 3 },
  admissionScenes: [scene(10, 1)],
  admissionRounds: 1,
  simulate: [1],
}

/** @param revisions the one that is asked about comes last; each of a pair begins as often */
export async function measureScale(
  revisions: readonly Revision[],
  stages: ReadonlySet<string>,
  plan: ScalePlan,
  say: (text: string) => void,
): Promise<ScaleReport> {
  let turns = 0
  const inTurn = async <T>(what: string, measure: (revision: Revision) => Promise<T>): Promise<readonly T[]> => {
    const found = new Map<Revision, T>()
    for (const revision of turns++ % 2 === 0 ? revisions : revisions.toReversed()) {
      say(revisions.length > 1 ? `${what}: ${revision.name}` : what)
      found.set(revision, await measure(revision))
    }
    return revisions.map((revision) => found.get(revision) as T)
  }
  const each = async <T, R>(
    stage: boolean,
    items: readonly T[],
    what: (item: T) => string,
    measure: (revision: Revision, item: T) => Promise<R>,
  ): Promise<readonly R[]> => {
    const reports: R[] = []
    if (stage)
      for (const item of items) reports.push(...(await inTurn(what(item), (revision) => measure(revision, item))))
    return reports
  }

  const parts = new Set(PARTS.filter((part) => stages.has(part)))
  const decide = await each(
    stages.has('decide'),
    revisions.length > 1 ? [1, 2] : [1],
    (turn) => `decide alone, turn ${turn}`,
    (revision) => measureDecide(revision, plan.decide),
  )
  const scenes = await each(parts.size > 0 || stages.has('start'), plan.scenes, sayScene, (revision, one) =>
    measureScene(revision, one, { ...plan, parts }),
  )
  const admission = await each(
    stages.has('admission'),
    plan.admissionScenes,
    (one) => `admission at ${one.nodes} nodes`,
    (revision, one) => measureSyntheticAdmission(revision, one, { rounds: plan.admissionRounds }),
  )
  const simulate = await each(
    stages.has('simulate'),
    plan.simulate,
    (times) => `a simulated week, ${times} times the people`,
    measureSimulate,
  )
  return { decide: together(decide), scenes, admission, simulate }
}

/** What was measured in several turns, by revision: medians. */
function together(reports: readonly DecideReport[]): readonly DecideReport[] {
  const byRevision = Map.groupBy(reports, ({ revision }) => revision)
  return [...byRevision].map(([revision, turns]) => ({
    revision,
    costs: (turns[0]?.costs ?? []).map((cost, at) => ({
      ...cost,
      us: median(turns.map(({ costs }) => costs[at]?.us ?? Number.NaN)),
    })),
  }))
}
