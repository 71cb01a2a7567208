import { DateTime } from 'luxon'
import { parseDuration } from '../domain/duration.ts'
import { parseInstant } from '../domain/instant.ts'
import { InputError } from './read-input.ts'

export const MOMENTS = 'now, today, tomorrow, 14:30, +7d, or ISO 8601 such as 2026-03-24T09:00'

export interface MomentContext {
  /** Of days and times of day, and of instants that name none. */
  readonly zone: string
  readonly nowMs: number
  /** What `+7d` is counted from; default: now. */
  readonly sinceMs?: number
}

/**
 * An instant as people write it on a command line.
 * @param option for the message, such as `--at`
 * @returns epoch ms
 * @throws InputError
 */
export function momentOf(option: string, text: string, context: MomentContext): number {
  const ms = read(text.trim().toLowerCase(), context) ?? parseInstant(text, context.zone)
  if (ms === undefined) throw new InputError(`${option} ${text} is no instant; write ${MOMENTS}`)
  return ms
}

function read(text: string, { zone, nowMs, sinceMs = nowMs }: MomentContext): number | undefined {
  const midnight = DateTime.fromMillis(nowMs, { zone }).startOf('day')
  switch (text) {
    case 'now':
      return nowMs
    case 'today':
      return midnight.toMillis()
    case 'tomorrow':
      return midnight.plus({ days: 1 }).toMillis()
    case 'yesterday':
      return midnight.minus({ days: 1 }).toMillis()
  }
  const [, hour, minute] = /^(\d{1,2}):([0-5]\d)$/.exec(text) ?? []
  if (hour !== undefined) {
    const at = midnight.set({ hour: Number(hour), minute: Number(minute) })
    return Number(hour) < 24 && at.isValid ? at.toMillis() : undefined
  }
  const [, sign, duration] = /^([+-])(.+)$/.exec(text) ?? []
  const ms = parseDuration(duration)
  return ms === undefined ? undefined : later(sinceMs, sign === '-' ? -ms : ms, zone)
}

/** Whole days keep the time of day where the clocks change. */
function later(sinceMs: number, ms: number, zone: string): number {
  const days = ms / 86_400_000
  return Number.isInteger(days) ? DateTime.fromMillis(sinceMs, { zone }).plus({ days }).toMillis() : sinceMs + ms
}
