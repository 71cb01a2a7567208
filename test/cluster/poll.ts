/** Waiting for a condition: the only way in which these tests let time pass. */
import { setTimeout as delay } from 'node:timers/promises'

/** How long, how often, and what ends the wait early: a promise that only ever rejects, e.g. "the process died". */
export interface PollOptions {
  readonly withinMs?: number
  readonly everyMs?: number
  readonly unless?: Promise<never>
}

/**
 * Asks `check` until it returns something truthy, and returns that. A check that throws counts as "not yet"; when the
 * deadline passes, the error names `what` and how the last check failed.
 */
export async function eventually<T>(
  what: string,
  check: () => T | Promise<T>,
  options: PollOptions = {},
): Promise<Exclude<T, false | 0 | '' | null | undefined>> {
  const { withinMs = 30_000, everyMs = 100, unless } = options
  const deadline = Date.now() + withinMs
  for (;;) {
    const last = await (unless === undefined ? attempt(check) : Promise.race([attempt(check), unless]))
    if (last.value) return last.value as Exclude<T, false | 0 | '' | null | undefined>
    if (Date.now() >= deadline) {
      throw new Error(`waited ${withinMs / 1000} s in vain for ${what}${last.error ? `: ${last.error.message}` : ''}`)
    }
    await delay(everyMs)
  }
}

async function attempt<T>(check: () => T | Promise<T>): Promise<{ value?: T; error?: Error }> {
  try {
    return { value: await check() }
  } catch (error) {
    return { error: error as Error }
  }
}
