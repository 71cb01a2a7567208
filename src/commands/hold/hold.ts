import { DateTime } from 'luxon'
import { AT_LEAST, PAUSE } from '../../domain/cluster/hand.ts'
import { decide } from '../../domain/decide/decide.ts'
import { MINUTE_MS, parseDuration } from '../../domain/duration.ts'
import { sayInstant } from '../../domain/instant.ts'
import { sayNoPool } from '../../domain/say.ts'
import type { Config, PoolConfig } from '../../domain/settings/config.ts'
import type { Answer } from '../answer.ts'
import { atCluster, type PlaceOptions } from '../cluster/ask.ts'
import { readLive } from '../explain/live.ts'
import { momentOf } from '../moment.ts'
import { InputError } from '../read-input.ts'
import { Unfinished } from '../unfinished.ts'
import { annotate, type Placeholder, readPlaceholder } from './placeholder.ts'
import { type Asked, wantedOf } from './wanted.ts'

export interface HandOptions extends PlaceOptions {
  /** The state ConfigMap of the release, where several are. */
  readonly state?: string | undefined
}

export interface HoldOptions extends HandOptions, Asked {
  /** How long, such as `2h`. */
  readonly for?: string | undefined
  /** Or until when. */
  readonly until?: string | undefined
}

/** The time, and a pause between two looks. */
export interface Clock {
  readonly now: () => number
  readonly pause: () => Promise<unknown>
}

/** So long a controller that runs may take to answer. */
const PATIENCE_MS = 30_000

/**
 * Holds placeholders of a pool by the annotation `warmseats.io/at-least`, waits for the controller's answer, and says it.
 * @throws InputError; Unfinished when the controller does not answer
 */
export async function hold(pool: string, options: HoldOptions, clock: Clock): Promise<Answer> {
  const { scene, atMs } = await readLive({ ...options, output: 'text' }, () => clock.now())
  const { config } = scene.observed
  poolOf(pool, config)
  if (config.dryRun) throw new InputError('the release is in dryRun: it would decide, and write nothing')
  const untilMs = untilOf(options, atMs, config.calendar.timezone ?? 'utc')
  const wanted = wantedOf(options, pool, scene, atMs)
  return atCluster(options, async (place) => {
    const before = await readPlaceholder(place, pool)
    const pause = before.annotations[PAUSE]
    if (pause) throw new InputError(`the pool \`${pool}\` is paused ${pause}: take the annotation ${PAUSE} away first`)
    await annotate(place, pool, AT_LEAST, `${wanted.placeholders} until ${sayInstant(untilMs)}`)
    const limit = decide(scene.observed, scene.memory, atMs).pools.get(pool)?.most
    const most = Math.min(wanted.placeholders, limit?.count ?? 0)
    const after = await reached(
      () => readPlaceholder(place, pool),
      ({ replicas }) => replicas >= most,
      PATIENCE_MS,
      clock,
    )
    if (after.replicas < most)
      throw new Unfinished(
        `the annotation is written, and within ${PATIENCE_MS / 1000} s no controller answered it: ${after.replicas} placeholders stand. Does it run? kubectl -n ${place.namespace} get pods. Once it does, the annotation counts`,
      )
    const text = [`${pool}: ${wanted.said}, held until ${sayUntil(untilMs, config)}`, ...sayStanding(before, after)]
    const short =
      wanted.placeholders > most ? [`no more than ${most} of ${wanted.placeholders} are held (${limit?.because})`] : []
    return { text: [...text, ...short].join('\n'), exitCode: short.length > 0 ? 1 : 0 }
  })
}

/** Takes the annotation away, and says what remains, and why. @throws InputError */
export async function letGo(pool: string, options: HandOptions, clock: Clock): Promise<Answer> {
  const { scene } = await readLive({ ...options, output: 'text' }, () => clock.now())
  const { config } = scene.observed
  poolOf(pool, config)
  return atCluster(options, async (place) => {
    const before = await readPlaceholder(place, pool)
    const held = before.annotations[AT_LEAST]
    if (!held) return { text: `${pool}: nothing is held by hand; ${before.replicas} stand, because ${before.because}` }
    await annotate(place, pool, AT_LEAST, null)
    const isAnswered = ({ because }: Placeholder) => !/\bby annotation\b/.test(because)
    // The count falls a while later: what stands meanwhile is not what remains.
    const isSettled = (now: Placeholder) => isAnswered(now) && !/\(fallWindow\)/.test(now.because)
    const within = config.fallWindowMs + PATIENCE_MS
    const after = await reached(() => readPlaceholder(place, pool), isSettled, within, clock)
    const text = [`${pool}: \`${held}\` is taken back`, ...sayStanding(before, after)].join('\n')
    if (!isAnswered(after)) throw new Unfinished(`${text}\nno controller answered that yet: does it run?`)
    return { text }
  })
}

function poolOf(name: string, { pools }: Config): PoolConfig {
  const pool = pools.get(name)
  if (!pool) throw new InputError(sayNoPool(name, pools.keys()))
  return pool
}

function untilOf({ for: length, until }: HoldOptions, nowMs: number, zone: string): number {
  if ((length === undefined) === (until === undefined)) throw new InputError('say how long: --for 2h, or --until 18:00')
  const ms = length === undefined ? 0 : parseDuration(length)
  if (ms === undefined) throw new InputError(`--for ${length} is no duration; write it like 90m or 2h`)
  const untilMs = until === undefined ? nowMs + ms : momentOf('--until', until, { zone, nowMs })
  if (untilMs < nowMs + MINUTE_MS) throw new InputError('that is over within a minute: nothing is held')
  return untilMs
}

/** Looks until it is so, or the time is over. */
async function reached(
  look: () => Promise<Placeholder>,
  isSo: (now: Placeholder) => boolean,
  withinMs: number,
  { now, pause }: Clock,
): Promise<Placeholder> {
  const endMs = now() + withinMs
  let seen = await look()
  while (!isSo(seen) && now() < endMs) {
    await pause()
    seen = await look()
  }
  return seen
}

const sayStanding = (before: Placeholder, { replicas, placed, because }: Placeholder): readonly string[] => [
  `  placeholders  ${before.replicas === replicas ? `${replicas}, as before` : `${before.replicas} → ${replicas}`}; ${Math.min(placed, replicas)} have a node`,
  `  because       ${because}`,
]

const sayUntil = (ms: number, { calendar }: Config): string =>
  DateTime.fromMillis(ms, { zone: calendar.timezone ?? 'utc', locale: 'en' }).toFormat("ccc yyyy-LL-dd HH:mm 'in' z")
