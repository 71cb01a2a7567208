import { verdictOf } from '../../domain/doctor/verdict.ts'
import type { Answer } from '../answer.ts'
import { atCluster, type PlaceOptions } from '../cluster/ask.ts'
import { askVersion } from './basics.ts'
import { findConfig } from './config.ts'
import { examineAll } from './examine.ts'
import { diagnosisJson, diagnosisText } from './said.ts'
import { seeInstalled } from './visit.ts'

export interface DoctorOptions extends PlaceOptions {
  /** Default: that of the release; needed before one is installed. */
  readonly config?: string | undefined
  /** The state ConfigMap, where several releases are. */
  readonly state?: string | undefined
  readonly output: 'json' | 'text'
}

/**
 * Everything that would keep Warmseats from its work on a cluster, each thing with what mends it: as the product itself judges,
 * by what it would see. What could not be looked at is said, with the reason.
 * @param program its version
 * @throws InputError, ConnectionError where there is no cluster or no config to ask of
 */
export const doctor = (program: string, options: DoctorOptions, nowMs: number): Promise<Answer> =>
  atCluster(options, async (place) => {
    const version = await askVersion(place)
    const installed = await seeInstalled(place, options.state, options.config !== undefined)
    const found = await findConfig(place, installed, options.config)
    const all = await examineAll({ place, version, program, installed, found, nowMs })
    const head = { place, version, installed, all }
    const text = options.output === 'json' ? diagnosisJson(head) : diagnosisText(head)
    return { text, exitCode: verdictOf(all).exitCode }
  })
