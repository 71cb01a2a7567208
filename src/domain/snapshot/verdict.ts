import type { Step } from '../act/step.ts'
import { sayCount } from '../say.ts'
import type { PoolView } from './pools.ts'
import type { ProblemView } from './problems.ts'
import { sayProblem } from './say-problem.ts'
import { keepsNodesAway, troubleCauses } from './trouble-causes.ts'
import type { Cause } from './waiting/cause.ts'
import { type ClassNow, classesNow } from './waiting/classes-now.ts'
import type { Place } from './waiting/doing.ts'
import { fitCauses } from './waiting/fit-causes.ts'
import { sayClassNow, sayPoolWait, sayWaits } from './waiting/say-verdict.ts'
import { imageCauses, type Stuck, spawnLimitCauses, stuckIn } from './waiting/start-causes.ts'
import { waitCauses } from './waiting/wait-causes.ts'
import { type PoolWait, waitsIn } from './waiting/waits.ts'

/**
 * What who is on call needs: whether people wait, for how long, why, until when, and what can be done now. Page, tab, icon and
 * `/status.json` say the same.
 */
export interface Verdict {
  /**
   * `bad`: somebody has waited for over 30 s and no node is on its way, a class will not fit, or we cannot see or do our work.
   * `warning`: nodes boot for people who wait, or a problem costs something. `waiting`: nothing is decided yet.
   */
  readonly state: 'well' | 'waiting' | 'warning' | 'bad'
  /** The headline, for who reads nothing else. */
  readonly text: string
  /** Short enough for a tab: `281 wait`. */
  readonly title: string
  /** What belongs to it, a sentence each: pool by pool, announced against come, problems. */
  readonly parts: readonly string[]
  /** By pool, the longest first; empty: nobody waits for a node. */
  readonly waits: readonly PoolWait[]
  /** That are on now. */
  readonly classes: readonly ClassNow[]
  /** Why it is not well, the first to be mended first. Never empty when it is bad. */
  readonly causes: readonly Cause[]
}

export interface VerdictInput {
  /** undefined: nothing is decided yet. */
  readonly step: Step | undefined
  readonly missing: readonly string[]
  /** The worst first. */
  readonly problems: readonly ProblemView[]
  readonly pools: readonly PoolView[]
  readonly place: Place
  readonly dryRun: boolean
  readonly zone: string
  readonly nowMs: number
}

export function verdictOf(input: VerdictInput): Verdict {
  const { step, nowMs, place } = input
  const waits = step ? waitsIn(step, nowMs) : []
  const classes = step ? classesNow(step, nowMs) : []
  const stuck = step && stuckIn(step, nowMs)
  const scene: Scene = {
    ...input,
    waits,
    classes,
    stuck,
    causes: step ? causesOf(input, step, waits, classes, stuck) : [],
  }
  const causes = step ? scene.causes : troubleCauses(input.problems, place)
  return {
    state: stateOf(scene),
    text: sayHeadline(scene),
    title: sayTitle(scene),
    parts: partsOf(scene),
    waits,
    classes,
    causes,
  }
}

interface Scene extends VerdictInput {
  readonly waits: readonly PoolWait[]
  readonly classes: readonly ClassNow[]
  readonly stuck: Stuck | undefined
  readonly causes: readonly Cause[]
}

function causesOf(
  { place, dryRun, problems, nowMs }: VerdictInput,
  step: Step,
  waits: readonly PoolWait[],
  classes: readonly ClassNow[],
  stuck: Stuck | undefined,
): readonly Cause[] {
  const starting = waits.reduce((sum, { people }) => sum + people, stuck?.people ?? 0)
  const troubles = troubleCauses(problems, place)
  return [
    ...imageCauses(stuck, place),
    ...troubles.filter(keepsNodesAway),
    ...waitCauses({ step, waits, classes, place, dryRun, nowMs }),
    ...spawnLimitCauses(starting),
    ...fitCauses(step),
    ...troubles.filter((one) => !keepsNodesAway(one)),
  ]
}

function stateOf({ step, waits, stuck, causes, problems }: Scene): Verdict['state'] {
  const isBad =
    waits.some(({ isServed }) => !isServed) || stuck !== undefined || problems.some(({ level }) => level === 'bad')
  if (isBad || causes.some(({ kind }) => kind === 'does not fit')) return 'bad'
  if (waits.length > 0 || problems.length > 0) return 'warning'
  return step ? 'well' : 'waiting'
}

function sayHeadline(scene: Scene): string {
  const { step, waits, stuck, causes, missing, problems, pools } = scene
  const [cause] = causes
  const why = cause ? `: ${cause.text}` : ''
  if (waits.length > 0) return `${sayWaits(waits, scene)}${why}.`
  if (stuck) return `${sayCount(stuck.people, 'server')} of people who have a node cannot start${why}.`
  if (problems.length > 0) return `${step ? '' : 'Nothing is decided yet. '}${sayProblems(problems)}`
  if (!step) return `Nothing is decided yet: waiting for ${sayList(missing)}.`
  return `All is well: ${sayRoom(pools)}.`
}

function sayProblems(problems: readonly ProblemView[]): string {
  const [worst] = problems
  const count = problems.length === 1 ? 'One problem: ' : `${problems.length} problems, the worst: `
  return worst ? `${count}${sayProblem(worst)}` : ''
}

/** Short enough for a tab. */
function sayTitle({ step, waits, stuck, problems }: Scene): string {
  const people = waits.reduce((sum, one) => sum + one.people, stuck?.people ?? 0)
  if (people > 0) return people === 1 ? '1 waits' : `${people} wait`
  if (problems.length > 0) return sayCount(problems.length, 'problem')
  return step ? 'All is well' : 'Starting'
}

/** What the headline leaves out. */
function partsOf(scene: Scene): string[] {
  const { waits, classes, problems, stuck, pools } = scene
  const isByPeople = waits.length > 0 || stuck !== undefined
  return [
    ...(waits.length > 1 ? waits.map((one) => sayPoolWait(one, scene)) : []),
    ...classes.map(sayClassNow),
    ...(waits.length > 0 ? [sayRoom(pools)] : []),
    ...(isByPeople && problems.length > 0 ? [sayProblems(problems)] : []),
  ]
}

function sayRoom(pools: readonly PoolView[]): string {
  if (pools.length === 0) return 'the config has no pools, so there is nothing to do'
  const wanted = sum(pools, ({ desired }) => desired)
  const there = sum(pools, ({ placeholders }) => placeholders.onNodes)
  const waiting = sum(pools, ({ users }) => users.waiting)
  const users = sum(pools, ({ users: { onNodes } }) => onNodes)
  const coming = sum(pools, ({ placeholders }) => placeholders.waiting)
  return [
    wanted === there
      ? `${sayCount(wanted, 'placeholder')} wanted and on nodes`
      : `${there} of ${sayCount(wanted, 'placeholder')} on nodes`,
    ...(coming > 0 ? [`${coming} waiting for a node to boot`] : []),
    `${sayCount(users, 'user')} at work`,
    ...(waiting === 0 ? ['nobody waits'] : []),
  ].join(', ')
}

const sum = (pools: readonly PoolView[], of: (pool: PoolView) => number) =>
  pools.reduce((total, pool) => total + of(pool), 0)

const sayList = (names: readonly string[]) =>
  names.length < 2 ? (names[0] ?? 'the first decision') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
