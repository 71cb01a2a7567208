import { DAY_MS, parseDuration } from '../../domain/duration.ts'
import type { Plan } from '../../rehearsal/plan.ts'
import { InputError } from '../read-input.ts'

/** As the command line gives them. */
export interface RehearseOptions {
  readonly pool: string
  readonly users: string
  readonly over: string
  readonly keep: string
  readonly patience: string
  readonly yes?: boolean | undefined
  readonly namespace?: string | undefined
  readonly kubeconfig?: string | undefined
  readonly context?: string | undefined
  readonly output: 'json' | 'text'
}

const MOST_USERS = 5000
const LONGEST_MS = DAY_MS

/** @throws InputError */
export function planOf({ pool, users, over, keep, patience }: RehearseOptions, run: string): Plan {
  const count = /^\d+$/.test(users) ? Number(users) : 0
  if (count < 1 || count > MOST_USERS)
    throw new InputError(`--users ${users} is no whole number from 1 to ${MOST_USERS}`)
  return {
    run,
    pool,
    users: count,
    overMs: durationOf('over', over),
    keepMs: durationOf('keep', keep),
    patienceMs: durationOf('patience', patience),
  }
}

function durationOf(option: string, text: string): number {
  const ms = parseDuration(text)
  if (ms === undefined) throw new InputError(`--${option} ${text} is no duration; write it like 90s, 2m or 1h30m`)
  if (ms > LONGEST_MS) throw new InputError(`--${option} ${text} is more than a day`)
  return ms
}
