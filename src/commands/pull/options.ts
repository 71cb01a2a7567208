import { DAY_MS, MINUTE_MS, parseDuration } from '../../domain/duration.ts'
import { isImageName, isSecretName } from '../../domain/images/names.ts'
import type { PlaceOptions } from '../cluster/ask.ts'
import { InputError } from '../read-input.ts'

/** As the command line gives them. */
export interface PullOptions extends PlaceOptions {
  /** Separated by commas, and repeated. */
  readonly images: readonly string[]
  readonly pool: readonly string[]
  readonly secret: readonly string[]
  readonly wait: boolean
  readonly timeout: string
  readonly parallel: string
  readonly bringFor: string
  readonly bestEffort?: boolean | undefined
  readonly output: 'json' | 'text'
}

/** What is to be pulled, and how. */
export interface PullPlan {
  /** Names this run among others. */
  readonly run: string
  readonly images: readonly string[]
  /** `imagePullSecrets` beside those that placeholders have. */
  readonly secrets: readonly string[]
  /** Empty: all. */
  readonly pools: readonly string[]
  /** To the nodes that are there as well. */
  readonly isOnNodes: boolean
  readonly timeoutMs: number
  /** Nodes that pull at the same time. */
  readonly parallel: number
  /** How long placeholders bring them, whoever comes. */
  readonly bringMs: number
}

const MOST_IMAGES = 20
const MOST_PARALLEL = 500

/** @throws InputError */
export function planOf(options: PullOptions, run: string): PullPlan {
  const images = listOf(options.images)
  const secrets = listOf(options.secret)
  const bad = images.find((image) => !isImageName(image))
  const badSecret = secrets.find((secret) => !isSecretName(secret))
  if (images.length === 0) throw new InputError('say which: --images quay.io/hub/data8:2026-10')
  if (images.length > MOST_IMAGES) throw new InputError(`--images names ${images.length}; ${MOST_IMAGES} go at once`)
  if (bad !== undefined)
    throw new InputError(`--images ${bad} is no name of an image, such as quay.io/hub/data8:2026-10`)
  if (badSecret !== undefined) throw new InputError(`--secret ${badSecret} is no name of a Secret`)
  const parallel = /^\d{1,3}$/.test(options.parallel) ? Number(options.parallel) : 0
  if (parallel < 1 || parallel > MOST_PARALLEL)
    throw new InputError(`--parallel ${options.parallel} is no whole number from 1 to ${MOST_PARALLEL}`)
  return {
    run,
    images,
    secrets,
    pools: listOf(options.pool),
    isOnNodes: options.wait,
    timeoutMs: durationOf('timeout', options.timeout, DAY_MS),
    parallel,
    bringMs: durationOf('bring-for', options.bringFor, 30 * DAY_MS),
  }
}

const listOf = (given: readonly string[]): string[] => [
  ...new Set(given.flatMap((list) => list.split(/[\s,]+/)).filter((word) => word !== '')),
]

function durationOf(option: string, text: string, mostMs: number): number {
  const ms = parseDuration(text)
  if (ms === undefined) throw new InputError(`--${option} ${text} is no duration; write it like 20m or 24h`)
  if (ms < MINUTE_MS || ms > mostMs)
    throw new InputError(`--${option} ${text} is not between a minute and ${mostMs / DAY_MS} d`)
  return ms
}
