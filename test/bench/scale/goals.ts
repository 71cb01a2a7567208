/** What is promised of a large cluster, and what was found of it. Figures of the last revision count. */
import { typical } from '../admission.ts'
import type { Goal } from '../goals.ts'
import type { DecideReport } from './measure-decide.ts'
import type { ScaleReport } from './measure-scale.ts'
import type { ReactionReport, SceneReport } from './measure-scene.ts'
import { sayScene } from './scene.ts'

const LARGE = 50_000
/** Next to an empty cluster. */
const SMALL = 10
/** So long the settle waits at most. */
const WINDOW_MS = 25

/** @param revision whose */
export function scaleGoals({ scenes, decide, admission, simulate }: ScaleReport, revision: string): readonly Goal[] {
  const ours = scenes.filter((report) => report.revision === revision)
  return [
    ...ours.flatMap(startGoals),
    ...ours.flatMap(({ scene, quiet }) => (quiet ? reactionGoals(sayScene(scene), quiet) : [])),
    ...ours.flatMap(churnGoals),
    ...ours.flatMap(takeoverGoals),
    ...decide.filter((report) => report.revision === revision).flatMap(decideGoals),
    ...admission
      .filter((report) => report.revision === revision)
      .map(({ scene, admissions: { rounds } }) => {
        const [product, floor] = [typical(rounds.product).p99, typical(rounds.floor).p99]
        return goal(
          `admission at ${scene.nodes} nodes: p99 ≤ 1.3 × the floor, ≤ 5 ms`,
          `${(product / floor).toFixed(2)} ×, ${product.toFixed(1)} ms`,
          product <= 1.3 * floor && product <= 5,
        )
      }),
    ...simulateGoals(simulate.filter((cost) => cost.revision === revision)),
  ]
}

const goal = (what: string, found: string, met: boolean): Goal => ({ what, found, met })

function startGoals({ scene, start, rest }: SceneReport): readonly Goal[] {
  const where = sayScene(scene)
  const ratio = start.readyMs / start.floor.tookMs
  const isLarge = scene.pods >= LARGE
  const most = isLarge ? 260 : scene.nodes > SMALL ? 140 : 110
  return [
    ...(isLarge ? [goal(`${where}: ready in ≤ 1.3 × the floor`, `${ratio.toFixed(2)} ×`, ratio <= 1.3)] : []),
    ...(scene.nodes <= SMALL
      ? [goal(`${where}: ready in ≤ 500 ms`, `${start.readyMs.toFixed(0)} ms`, start.readyMs <= 500)]
      : []),
    goal(`${where}: longest stall at the start ≤ 50 ms`, `${start.stallMs.toFixed(0)} ms`, start.stallMs <= 50),
    ...(rest
      ? [goal(`${where}: RSS at rest ≤ ${most} MiB`, `${rest.rssMiB.toFixed(0)} MiB`, rest.rssMiB <= most)]
      : []),
  ]
}

function reactionGoals(where: string, { took: { product, floor }, lost }: ReactionReport): readonly Goal[] {
  const [p50, p99] = [product.median / floor.median, product.p99 / floor.p99]
  return [
    goal(
      `${where}: reaction when quiet, p50 ≤ 1.3 ×, p99 ≤ 1.5 × the floor, none lost`,
      `${p50.toFixed(2)} ×, ${p99.toFixed(2)} ×, ${lost.product} lost`,
      p50 <= 1.3 && p99 <= 1.5 && lost.product === 0,
    ),
  ]
}

const churnGoals = ({ scene, quiet, churn = [] }: SceneReport): readonly Goal[] =>
  churn
    .filter(({ perSecond }) => perSecond >= 1000)
    .map(({ perSecond, cores, took: { product }, backlog }) => {
      const slower = quiet ? product.p99 / quiet.took.product.p99 : Number.NaN
      return goal(
        `${sayScene(scene)}: ${perSecond} pod events/s at ≤ 0.4 core, nothing unread, reaction's p99 ≤ 3 × quiet`,
        `${cores.toFixed(2)} core, ${(backlog / 1024).toFixed(0)} KiB, ${slower.toFixed(2)} ×`,
        cores <= 0.4 && backlog < 256 * 1024 && slower <= 3,
      )
    })

const decideGoals = ({ costs }: DecideReport): readonly Goal[] =>
  costs
    .filter(({ nodes }) => nodes === 5000)
    .map(({ asks, us }) =>
      goal(
        `a decision at 5,000 nodes, ${asks === 'user' ? '`user: 4`' : '`students: N`'}: within the settle's ${WINDOW_MS} ms`,
        `${(us / 1000).toFixed(1)} ms of CPU`,
        us / 1000 <= WINDOW_MS,
      ),
    )

const takeoverGoals = ({ scene, takeover }: SceneReport): readonly Goal[] =>
  takeover
    ? [goal(`${sayScene(scene)}: a takeover lists nothing`, `${takeover.lists} lists`, takeover.lists === 0)]
    : []

function simulateGoals(costs: ScaleReport['simulate']): readonly Goal[] {
  const [small] = costs
  const large = costs.at(-1)
  if (!small || !large || small === large) return []
  const each = ({ cpuMs, visits }: typeof large) => cpuMs / visits
  return [
    goal(
      'simulate: a million visits within 120 s of CPU, reckoned from the largest week',
      `${(each(large) * 1000).toFixed(0)} s`,
      each(large) * 1000 <= 120,
    ),
    goal(
      'simulate: linear in visits (at most 1.3 × as much for each in the largest week as in the smallest)',
      `${(each(large) / each(small)).toFixed(2)} ×`,
      each(large) <= 1.3 * each(small),
    ),
  ]
}
