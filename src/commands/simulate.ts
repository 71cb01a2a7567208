import { play } from '../simulation/played.ts'
import { WARMSEATS } from '../simulation/policies/policy.ts'
import { htmlReport } from '../simulation/report/html.ts'
import { jsonReport } from '../simulation/report/json.ts'
import { svgReport } from '../simulation/report/picture.ts'
import { textReport } from '../simulation/report/text.ts'
import { policiesFor, readRehearsal, type ScenarioFiles } from './read-scenario.ts'

export interface SimulateOptions extends ScenarioFiles {
  /** `none,static:3,polling`; default: what the scenario says, else `none`. */
  readonly compare?: string | undefined
  readonly output: keyof typeof REPORTS
}

const REPORTS = { json: jsonReport, text: textReport, html: htmlReport, svg: svgReport } as const

/** A scenario under the product and under what it is compared with, as a report. @throws InputError */
export async function simulate(options: SimulateOptions): Promise<string> {
  const rehearsal = await readRehearsal(options)
  const outcomes = []
  for (const policy of [WARMSEATS, ...policiesFor(rehearsal, options.compare)])
    outcomes.push(await play(rehearsal.scenario, policy))
  return REPORTS[options.output](rehearsal, outcomes)
}
