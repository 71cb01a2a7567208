import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { play } from '../../simulation/played.ts'
import { WARMSEATS } from '../../simulation/policies/policy.ts'
import { htmlReport } from '../../simulation/report/html.ts'
import { readScenario } from '../../simulation/scenario/read.ts'
import { InputError, readText } from '../read-input.ts'
import { policiesFor } from '../read-scenario.ts'
import { refuseUnwritable } from '../writable.ts'
import { scenarioText } from './scenario.ts'
import { type Terminal, widthOf } from './screen.ts'
import { liveShow, plainShow } from './show.ts'
import { summary } from './summary.ts'
import { wrap } from './words.ts'

export interface DemoOptions {
  /** Times real time while something happens; 0: at once, in plain lines. Default: 60 at a terminal, else 0. */
  readonly speed?: number | undefined
  /** Where the report goes; default: a new folder among the temporary ones. */
  readonly report?: string | undefined
}

const SPEED = 60

/** Ctrl-C ends the demo and gives the terminal back. */
function interruption(): AbortSignal {
  const controller = new AbortController()
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ] as const)
    process.once(signal, () => {
      process.exitCode = 128 + number
      controller.abort()
    })
  return controller.signal
}

/** The shipped lecture of 350 as it happens, and what it would have been like under other rules. @throws InputError */
export async function demo(options: DemoOptions, out: Terminal, stop = interruption()): Promise<void> {
  const { speed = canRedraw(out) ? SPEED : 0 } = options
  if (!(speed >= 0 && Number.isFinite(speed)))
    throw new InputError('--speed is a number of times real time; 0: at once')
  if (options.report !== undefined) await refuseUnwritable(options.report)
  const rehearsal = await readScenario(scenarioText(), { readText })
  const { title, about, scenario } = rehearsal
  const columns = widthOf(out)
  out.write(`${title}\n${wrap(about.replaceAll(/\s*\n\s*/g, ' '), columns, '').join('\n')}\n\n`)
  const live = canRedraw(out) && speed > 0
  const show = live ? liveShow(rehearsal, out, stop, speed) : plainShow(rehearsal, out, stop)
  const ours = await play(scenario, WARMSEATS, show)
  if (stop.aborted) return
  const others = []
  for (const policy of policiesFor(rehearsal)) others.push(await play(scenario, policy))
  out.write(`\n${summary(ours, others, columns)}\n`)
  const report = await keep(htmlReport(rehearsal, [ours, ...others]), options.report)
  out.write(`\nThe same in charts, for a browser:\n${report}\n`)
}

/** @returns where it is */
async function keep(html: string, path: string | undefined): Promise<string> {
  const report = path ?? join(await mkdtemp(join(tmpdir(), 'warmseats-demo-')), 'report.html')
  await writeFile(report, html).catch((error: Error) => {
    throw new InputError(`cannot write ${report}: ${error.message}`)
  })
  return report
}

/** Whether there is a terminal on which a picture can change in place. */
const canRedraw = ({ isTTY }: Terminal): boolean => isTTY === true && process.env.TERM !== 'dumb'
