import { dirname, resolve } from 'node:path'
import { play } from '../simulation/outcome.ts'
import { namePolicy, type Policy, parsePolicy, WARMSEATS } from '../simulation/policy.ts'
import { htmlReport } from '../simulation/report/html.ts'
import { jsonReport } from '../simulation/report/json.ts'
import { textReport } from '../simulation/report/text.ts'
import { BadScenario } from '../simulation/scenario/bad-scenario.ts'
import { type Rehearsal, readScenario } from '../simulation/scenario/read.ts'
import { InputError, readText } from './read-input.ts'

export interface SimulateOptions {
  readonly scenario: string
  readonly config?: string | undefined
  readonly calendar?: string | undefined
  /** `none,static:3,polling`; default: what the scenario says, else `none`. */
  readonly compare?: string | undefined
  readonly output: keyof typeof REPORTS
}

const REPORTS = { json: jsonReport, text: textReport, html: htmlReport } as const

/** A scenario under the product and under what it is compared with, as a report. @throws InputError */
export async function simulate(options: SimulateOptions): Promise<string> {
  const rehearsal = await readRehearsal(options)
  const compared = policiesOf(options.compare?.split(',') ?? rehearsal.compare ?? ['none'])
  const outcomes = []
  for (const policy of [WARMSEATS, ...compared]) outcomes.push(await play(rehearsal.scenario, policy))
  return REPORTS[options.output](rehearsal, outcomes)
}

async function readRehearsal({ scenario, config, calendar }: SimulateOptions): Promise<Rehearsal> {
  const beside = (path: string) => readText(resolve(dirname(scenario), path))
  const yaml = await readText(scenario)
  try {
    return await readScenario(yaml, {
      readText: beside,
      ...(config === undefined ? {} : { config: await readText(config) }),
      ...(calendar === undefined ? {} : { calendar: await readText(calendar) }),
    })
  } catch (error) {
    if (error instanceof BadScenario) throw new InputError(`${scenario} is refused\n${error.message}`)
    throw error
  }
}

const POLICIES = 'none, static:3, polling, one of these with +data-8, warmseats+data-8 or warmseats+utilization'

/** Each once, the product itself not twice. @throws InputError */
function policiesOf(names: readonly string[]): Policy[] {
  const policies = new Map<string, Policy>()
  for (const name of names.map((one) => one.trim()).filter(Boolean)) {
    const policy = parsePolicy(name)
    if (!policy) throw new InputError(`--compare ${name} is no policy; write ${POLICIES}`)
    if (namePolicy(policy) !== namePolicy(WARMSEATS)) policies.set(name, policy)
  }
  return [...policies.values()]
}
