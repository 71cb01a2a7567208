import { dirname, resolve } from 'node:path'
import { namePolicy, type Policy, parsePolicy, WARMSEATS } from '../simulation/policies/policy.ts'
import { BadScenario } from '../simulation/scenario/bad-scenario.ts'
import { type Rehearsal, readScenario } from '../simulation/scenario/read.ts'
import { InputError, readText } from './read-input.ts'

export interface ScenarioFiles {
  readonly scenario: string
  /** Helm values instead of those of the scenario. */
  readonly config?: string | undefined
  /** An ICS file instead of the scenario's calendar. */
  readonly calendar?: string | undefined
}

/** Reads a scenario; files that it names lie beside it. @throws InputError */
export async function readRehearsal({ scenario, config, calendar }: ScenarioFiles): Promise<Rehearsal> {
  const beside = (path: string) => readText(resolve(dirname(scenario), path))
  const yaml = await readText(scenario)
  try {
    return await readScenario(yaml, {
      readText: beside,
      config: config === undefined ? undefined : await readText(config),
      calendar: calendar === undefined ? undefined : { path: calendar, text: await readText(calendar) },
    })
  } catch (error) {
    if (error instanceof BadScenario) throw new InputError(`${scenario} is refused\n${error.message}`)
    throw error
  }
}

const POLICIES =
  'none, static:3, polling, one of these with +data-8, oracle, oracle-just-in-time, warmseats+data-8 or warmseats+utilization'

/**
 * What a scenario is compared with, each once, the product itself not twice: as asked for, else as the scenario says,
 * else nothing at all.
 * @param asked `none,static:3,polling`. @throws InputError
 */
export function policiesFor({ compare }: Rehearsal, asked?: string): Policy[] {
  const names = asked?.split(',') ?? compare ?? ['none']
  const policies = new Map<string, Policy>()
  for (const name of names.map((one) => one.trim()).filter(Boolean)) {
    const policy = parsePolicy(name)
    if (!policy) throw new InputError(`--compare ${name} is no policy; write ${POLICIES}`)
    if (namePolicy(policy) !== namePolicy(WARMSEATS)) policies.set(name, policy)
  }
  return [...policies.values()]
}
