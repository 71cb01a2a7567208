import { parseDuration, sayDuration } from '../../domain/duration.ts'
import { eightSteps, type Step } from '../../rehearsal/eight-steps.ts'
import { type SeenWorld, sayWorld } from '../../rehearsal/seen-world.ts'
import { atCluster, type PlaceOptions } from '../cluster/ask.ts'
import { InputError } from '../read-input.ts'
import type { Person } from '../scale/scale.ts'
import { type Stage, stageOf } from './stage.ts'

export interface EightStepsOptions extends PlaceOptions {
  /** Default: the only one with user-dummies. */
  readonly pool?: string | undefined
  /** That a node has. */
  readonly seats: string
  /** How long each step may take. */
  readonly patience: string
  /** Nobody is asked. */
  readonly yes?: boolean | undefined
}

/** Time, and an end that somebody asked for. */
export interface Course {
  readonly now: () => number
  /** Between two looks; resolves early when `stop` is aborted. */
  readonly pause: () => Promise<unknown>
  readonly stop: AbortSignal
}

/**
 * Plays the demonstration on a pool of a real cluster, tells after each step what the world is like, and takes all of it away.
 * @returns 0: all was as announced; 1: something was not, or is left; 130: somebody ended it
 * @throws InputError where it cannot be shown; nothing is left then
 */
export async function playEightSteps(options: EightStepsOptions, person: Person, course: Course): Promise<number> {
  const seats = seatsIn(options.seats)
  const patienceMs = parseDuration(options.patience)
  if (patienceMs === undefined || patienceMs === 0)
    throw new InputError(`--patience ${options.patience} is no duration; write it like 90s or 15m`)
  const steps = eightSteps(seats)
  return atCluster(options, async (place) => {
    const stage = await stageOf(place, options.pool)
    person.tell(sayPlan(stage.pool, steps, `the context ${place.connection.context}, namespace ${place.namespace}`))
    await consent(options, person)
    let code = 1
    try {
      code = await perform({ stage, steps, seats, patienceMs, person, course })
    } finally {
      if (!(await isTakenAway(stage, person))) code = Math.max(code, 1)
    }
    return code
  })
}

function seatsIn(text: string): number {
  const seats = /^\d{1,3}$/.test(text) ? Number(text) : 0
  if (seats < 2) throw new InputError(`--seats ${text} is no number of users that a node fits, 2 to 999`)
  return seats
}

const sayPlan = (pool: string, steps: readonly Step[], where: string): string =>
  [
    `On the pool \`${pool}\` of ${where}: nodes will boot, and cost money; at the end all of it is taken away.`,
    ...steps.map(({ number, does, announced }) => `  ${number}. ${does}: ${announced}`),
  ].join('\n')

async function consent({ yes }: EightStepsOptions, person: Person): Promise<void> {
  if (yes) return
  if (!person.isThere) throw new InputError('there is nobody to ask whether to begin: say --yes')
  if (!(await person.asks('Begin? [y/N] '))) throw new InputError('not begun')
}

interface Show {
  readonly stage: Stage
  readonly steps: readonly Step[]
  readonly seats: number
  readonly patienceMs: number
  readonly person: Person
  readonly course: Course
}

async function perform(show: Show): Promise<number> {
  const { stage, steps, seats, patienceMs, person, course } = show
  let before = await stage.look()
  for (const step of steps) {
    person.tell(`\n${step.number}. ${step.does}`)
    if (step.number === 1) {
      const untilMs = course.now() + patienceMs * (steps.length + 1)
      await stage.placeholders({ count: step.placeholders, untilMs })
    } else await stage.users(step.users)
    const beganMs = course.now()
    const { now, objection } = await becomes(show, step, before)
    for (const line of sayWorld(now, seats)) person.tell(line)
    if (course.stop.aborted) {
      person.tell('ended before its time')
      return 130
    }
    if (objection !== undefined) {
      person.tell(`✖ not as announced within ${sayDuration(patienceMs)} (${step.announced}): ${objection}`)
      return 1
    }
    person.tell(`✔ as announced after ${sayDuration(course.now() - beganMs)}: ${step.announced}`)
    if (step.number === 1) await refuseOtherSeats(show, now)
    before = now
  }
  return 0
}

/** Looks until the world is as announced, time is over, or somebody ends it. */
async function becomes({ stage, patienceMs, course }: Show, step: Step, before: SeenWorld) {
  const endMs = course.now() + patienceMs
  let now = await stage.look()
  let objection = step.objection(now, before)
  while (objection !== undefined && course.now() < endMs && !course.stop.aborted) {
    await course.pause()
    now = await stage.look()
    objection = step.objection(now, before)
  }
  return { now, objection }
}

/** All numbers are of nodes that fit so many. */
async function refuseOtherSeats({ stage, seats }: Show, { nodes }: SeenWorld): Promise<void> {
  const [node] = nodes.filter(({ placeholders }) => placeholders > 0)
  const there = node ? await stage.seatsOn(node.name) : seats
  if (there !== seats)
    throw new InputError(
      `${node?.name} fits ${there} users beside what else runs there, not ${seats}: say --seats ${there}`,
    )
}

async function isTakenAway(stage: Stage, person: Person): Promise<boolean> {
  const done = await Promise.allSettled([stage.users(0), stage.placeholders(undefined)])
  const failed = done.flatMap((one) => (one.status === 'rejected' ? [String(one.reason?.message ?? one.reason)] : []))
  for (const because of failed) person.tell(`not taken away: ${because}`)
  if (failed.length === 0) person.tell('\nusers and placeholders of the demonstration are taken away')
  return failed.length === 0
}
