import { parseDuration } from '../../domain/duration.ts'
import { sayInstant } from '../../domain/instant.ts'
import type { PlaceOptions } from '../cluster/ask.ts'
import { momentOf } from '../moment.ts'
import { InputError } from '../read-input.ts'

/** As the command line gives them. */
export interface RecordOptions extends PlaceOptions {
  readonly config?: string | undefined
  readonly state?: string | undefined
  readonly for?: string | undefined
  readonly until?: string | undefined
  /** What stands now, and no more. */
  readonly now?: boolean | undefined
  readonly out?: string | undefined
  readonly scenario?: string | undefined
}

/** What cannot be meant, before anything is asked. @throws InputError */
export function refuseContradictions({ now, scenario, out, ...options }: RecordOptions): void {
  const ends = [
    ...(now ? ['--now'] : []),
    ...(options.for === undefined ? [] : ['--for']),
    ...(options.until === undefined ? [] : ['--until']),
  ]
  if (ends.length > 1) throw new InputError(`${ends.join(' and ')} contradict each other; say one of them`)
  if (scenario !== undefined && out === undefined)
    throw new InputError('--scenario names the file with the visits: say which with --out trace.csv')
}

/**
 * When it ends by itself. @param zone of instants that name none
 * @returns epoch ms; undefined: never. @throws InputError
 */
export function endOf(
  { for: duration, until }: Pick<RecordOptions, 'for' | 'until'>,
  zone: string,
  nowMs: number,
): number | undefined {
  if (duration !== undefined) {
    const ms = parseDuration(duration)
    if (!ms) throw new InputError(`--for ${duration} is no duration; write it like 14d, 8h or 90m`)
    return nowMs + ms
  }
  if (until === undefined) return undefined
  const untilMs = momentOf('--until', until, { zone, nowMs })
  if (untilMs <= nowMs) throw new InputError(`--until ${until} is past: ${sayInstant(untilMs)}`)
  return untilMs
}
