import { EMPTY, merge, tap, timer } from 'rxjs'
import type { Step } from '../../streams/pipeline.ts'
import { atInstant } from '../simulation/at-instant.ts'
import { MORNING, MORNING_CALENDAR, MORNING_VALUES, morning } from '../simulation/morning.ts'
import { type Happening, type Scenario, type Simulation, simulate } from '../simulation/simulation.ts'
import { logSink } from '../sinks/log.ts'
import { explainCommand, keep, type Moment, momentOf } from './demo-files.ts'
import { demoLog } from './demo-log.ts'
import { pace } from './demo-pace.ts'
import { sceneOf } from './demo-scene.ts'
import type { Terminal } from './demo-screen.ts'
import { liveShow, plainShow, type Show } from './demo-show.ts'
import { summary } from './demo-summary.ts'
import { clockTime } from './demo-words.ts'
import { InputError } from './read-input.ts'

export interface DemoOptions {
  /** Times real time; 0: as fast as it goes, one block every five minutes. Default: 100 at a terminal, else 0. */
  readonly speed?: number | undefined
  readonly seed: number
  /** Where the files for `explain` go; default: a new folder among the temporary ones. */
  readonly keep?: string | undefined
  /** On the real control plane of the tests, in real time. */
  readonly real?: boolean | undefined
}

const BLOCK_EVERY_MS = 5 * 60_000
const SPEED = 100

/** Ctrl-C ends the demo and gives the terminal back; so does a reader that has seen enough (`| head`). */
function interruption(): AbortSignal {
  const controller = new AbortController()
  process.once('SIGINT', () => {
    process.exitCode = 130
    controller.abort()
  })
  process.stdout.on('error', () => controller.abort())
  return controller.signal
}

/** A morning with a midterm on a cluster in memory, and what it would have been without. @throws InputError */
export async function demo(options: DemoOptions, out: Terminal, stop = interruption()): Promise<void> {
  const { seed, speed = out.isTTY ? SPEED : 0 } = options
  if (!(speed >= 0 && Number.isFinite(speed)))
    throw new InputError('--speed is a number of times real time; 0: at once')
  if (!Number.isInteger(seed)) throw new InputError('--seed is a whole number')
  if (options.real) return (await import('./demo-real.ts')).realDemo(seed, out, stop)
  const scenario = morning(seed)
  const live = out.isTTY === true && speed > 0
  const show = (live ? liveShow : plainShow)(out, { seats: MORNING.seatsPerNode, speed })
  const { simulation, moment } = await play(scenario, show, { live, speed, stop })
  show.end()
  if (stop.aborted) return
  const without = simulate(scenario, false)
  const comparing = without.happenings$.subscribe()
  await without.advance(MORNING.endMs)
  comparing.unsubscribe()
  out.write(`\n${summary({ with: simulation.tally, without: without.tally, sinceMs: MORNING.doorsMs })}\n`)
  if (moment) out.write(`\n${await whatNext(moment, options)}\n`)
}

interface Playing {
  readonly live: boolean
  readonly speed: number
  readonly stop: AbortSignal
}

async function play(
  scenario: Scenario,
  show: Show,
  { live, speed, stop }: Playing,
): Promise<{ simulation: Simulation; moment: Moment | undefined }> {
  const simulation = simulate(scenario)
  const { clock, cluster } = simulation
  const sink = logSink(demoLog(() => clock.now(), show.log))
  let step: Step | undefined
  let moment: Moment | undefined
  const look = () => step && show.scene(sceneOf(step, cluster.machines.all(), clock.now()), captionAt(clock.now()))
  const tell = (happening: Happening) => {
    if (happening.type === 'outcome') return sink.outcome(happening.outcome.action, happening.outcome.effect)
    step = happening.step
    const { decision, difference, observed } = step
    sink.decision(decision, [...decision.problems, ...difference.problems], observed.calendar, observed.freshness)
  }
  const remember = () => {
    const texts = { 'values.yaml': MORNING_VALUES, 'midterm.ics': MORNING_CALENDAR }
    moment = momentOf(cluster, clock.now(), texts)
  }
  const firstBlockMs = Math.ceil(scenario.installedMs / BLOCK_EVERY_MS) * BLOCK_EVERY_MS
  const blocks$ = timer(firstBlockMs - scenario.startMs, BLOCK_EVERY_MS, clock).pipe(tap(look))
  const running = merge(
    simulation.happenings$.pipe(tap(tell)),
    live ? EMPTY : blocks$,
    atInstant(MORNING.askMs, remember, clock),
  ).subscribe()
  await simulation.advance(MORNING.startMs)
  await pace(
    { fromMs: MORNING.startMs, untilMs: MORNING.endMs, speed, stop },
    simulation.advance,
    live ? look : () => 0,
  )
  running.unsubscribe()
  return { simulation, moment }
}

const captionAt = (nowMs: number): string => MORNING.story.findLast(({ fromMs }) => fromMs <= nowMs)?.text ?? ''

const whatNext = async (moment: Moment, options: DemoOptions): Promise<string> => `Next:
  Why three at ${clockTime(moment.atMs)}? The cluster as it was then is kept in files; ask them:
    ${explainCommand(moment, await keep(moment, options.keep))}
  Another crowd, and slower:          npm run demo -- --seed ${options.seed + 1} --speed 40
  The same on a real control plane:   npm run demo -- --real
  On your cluster:                    helm install warmseats ./chart --values my-values.yaml`
