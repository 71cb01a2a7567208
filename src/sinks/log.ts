import type { Logger } from 'pino'
import { type Action, isNodeAction } from '../domain/act/action.ts'
import { messageOf } from '../domain/act/action-message.ts'
import type { Effect } from '../domain/act/effect.ts'
import type { Listener } from '../domain/act/listener.ts'
import { problemsOfStep } from '../domain/act/step.ts'
import type { CalendarHealth } from '../domain/calendar/occurrence.ts'
import type { Sight } from '../domain/cluster/world.ts'
import type { Decision } from '../domain/decide/decision.ts'
import { sayInstant } from '../domain/instant.ts'
import type { Problem } from '../domain/problem.ts'
import type { RuntimeEvent } from '../domain/runtime-event.ts'
import type { Steering } from '../domain/utilization/steer.ts'
import { hintOf } from './hint.ts'
import { decisionLog } from './log-decision.ts'
import { nodeFields, utilizationLog } from './log-utilization.ts'

/** The log as the operator reads it: constant messages, variable fields, nothing when nothing changes. See docs/log.md. */
export interface LogSink {
  runtime(event: RuntimeEvent): void
  decision(decision: Decision, problems: readonly Problem[], calendar: CalendarHealth, sight: Sight): void
  steering(steering: Steering): void
  outcome(
    action: Action,
    effect: Effect | { readonly at: 'held back'; readonly because: string; readonly untilMs: number },
  ): void
}

/** @param log carries bindings only; every field that varies is in the line */
export function logSink(log: Logger): LogSink {
  return {
    runtime: (event) => logRuntime(log, event),
    decision: decisionLog(log),
    steering: utilizationLog(log),
    outcome: (action, effect) => logOutcome(log, action, effect),
  }
}

function logRuntime(log: Logger, event: RuntimeEvent): void {
  switch (event.type) {
    case 'config loaded':
      log.info({ pools: event.pools }, 'config loaded')
      for (const { where, text } of event.warnings) log.warn({ where, text }, 'config warning')
      return
    case 'config refused': {
      const goesOn = 'the last good config goes on'
      for (const { where, text } of event.errors) log.error({ where, text, goesOn }, 'config refused')
      return
    }
    case 'watch failed': {
      const { resource, kind, because, retryInMs } = event
      // Ends of watches and single lost connections are everyday life; a refusal needs a person.
      const level = kind === 'forbidden' || kind === 'unauthorized' ? 'error' : 'info'
      log[level]({ resource, because, retryInMs: Math.round(retryInMs) }, 'watch failed')
      return
    }
    case 'watch recovered':
      log.info({ resource: event.resource }, 'watch recovered')
      return
    case 'calendar store full':
      log.warn({ kept: event.kept, of: event.of, leftOutFrom: sayInstant(event.fromMs) }, 'calendar store full')
      return
    case 'calendar store failed':
      log.warn({ because: event.because }, 'calendar store failed')
      return
    default:
      log.info(event.type)
  }
}

function fieldsOf(action: Action): object {
  if (isNodeAction(action)) return nodeFields(action)
  const { pool, because } = action
  if (action.type !== 'apply') return { pool, name: action.name, because }
  const { from, to, scaledBy, difference } = action
  return {
    pool,
    ...(from === undefined ? {} : { from }),
    to,
    because,
    ...(scaledBy === undefined ? {} : { scaledBy, hint: hintOf(action) }),
    ...(difference === undefined ? {} : { difference }),
  }
}

function logOutcome(log: Logger, action: Action, effect: Parameters<LogSink['outcome']>[1]): void {
  const fields = fieldsOf(action)
  switch (effect.at) {
    case 'done':
      // Nothing was done: each plan asks for nodes until they are there.
      if (effect.isOnTheWay) return
      log.info(fields, messageOf(action))
      if (effect.unordered !== undefined)
        log.warn({ pool: action.pool, error: effect.unordered }, 'deletion order not written')
      return
    case 'dry run':
      log.info({ ...fields, dryRun: true }, messageOf(action))
      return
    case 'conflict':
      log.debug({ ...fields, conflict: effect.because }, 'write overtaken')
      return
    case 'failed':
      log.error({ ...fields, error: effect.because }, 'write failed')
      return
    case 'held back':
      log.warn({ ...fields, error: effect.because }, 'write held back')
  }
}

export interface LogListenerOptions {
  /** The level was given on the command line: the config's does not count. */
  readonly hasOwnLevel: boolean
}

/** The log as one of those who are told. */
export function logListener(log: Logger, { hasOwnLevel }: LogListenerOptions): Listener {
  const sink = logSink(log)
  return {
    runtime: sink.runtime,
    step: (step) => {
      const { decision, steering, observed } = step
      if (!hasOwnLevel) log.level = observed.config.logLevel
      sink.decision(decision, problemsOfStep(step), observed.calendar, observed.sight)
      sink.steering(steering)
    },
    outcome: ({ action, effect }) => sink.outcome(action, effect),
  }
}
