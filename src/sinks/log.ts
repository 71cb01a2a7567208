import type { Logger } from 'pino'
import type { Listener } from '../domain/act/listener.ts'
import { decisionLog } from './log-decision.ts'
import { outcomeLog } from './log-outcome.ts'
import { logRuntime } from './log-runtime.ts'
import { utilizationLog } from './log-utilization.ts'

export interface LogListenerOptions {
  /** The level was given on the command line: the config's does not count. */
  readonly hasOwnLevel: boolean
}

/**
 * The log as the operator reads it: constant messages, variable fields, nothing when nothing changes. See docs/log.md.
 * @param log carries bindings only; every field that varies is in the line
 */
export function logListener(log: Logger, { hasOwnLevel }: LogListenerOptions): Required<Omit<Listener, 'profiles'>> {
  const tellDecision = decisionLog(log)
  const tellUtilization = utilizationLog(log)
  return {
    runtime: (event) => logRuntime(log, event),
    step: (step) => {
      if (!hasOwnLevel) log.level = step.observed.config.logLevel
      tellDecision(step)
      tellUtilization(step.steering)
    },
    outcome: outcomeLog(log),
  }
}
