/** What the product did wrong in a fault that was played, each in a sentence. Nothing here waits or asks: it judges. */
import { SECOND } from '../support/time.ts'
import { type Fault, PROMPT } from './fault.ts'
import type { Heard } from './replica.ts'
import type { Right } from './right.ts'
import type { Holding, SeenWrite } from './witness.ts'

export interface Played {
  readonly fault: Fault
  readonly beganMs: number
  /** The instant of the last change, from which time is taken. */
  readonly endedMs: number
  readonly overMs: number
  /** ms after the end; undefined: not, and `wrong` says what was not right. */
  readonly convergedMs?: number
  readonly wrong?: string
  readonly right: Right
  /** All writes before it began, and those since. */
  readonly writesBefore: readonly SeenWrite[]
  readonly writes: readonly SeenWrite[]
  readonly holdings: readonly Holding[]
  readonly replicas: readonly PlayedReplica[]
  /** What `explain` makes of the objects in the end, by pool. */
  readonly explanation?: Readonly<Record<string, number>>
}

export interface PlayedReplica {
  readonly identity: string
  readonly lines: readonly Heard[]
  readonly stderr: readonly string[]
  readonly deaths: readonly string[]
  readonly size?: { readonly rssMiB: number; readonly descriptors: number } | undefined
}

/** Of a replica in any fault. */
const MOST = { lines: 60, tries: 50, rssMiB: 400, descriptors: 100 }
const LINES_WITHIN_MS = 60 * SECOND
const TRIES_WITHIN_MS = 10 * SECOND
const LAG_MS = 3 * SECOND
/** A leader whose Lease a stranger takes by force hears of it from its watch. */
const HEARS_OF_FORCE_MS = SECOND

export const verdict = (played: Played): readonly string[] => [
  ...late(played),
  ...otherwiseExplained(played),
  ...writtenByOthers(played),
  ...loweredTooFar(played),
  ...untold(played),
  ...played.replicas.flatMap((one) => [...loud(one), ...broken(one), ...big(one)]),
  ...restless(played),
]

const seconds = (ms: number) => `${(ms / SECOND).toFixed(1)} s`

function late({ fault, convergedMs, endedMs, overMs, wrong }: Played): string[] {
  const { ms: limitMs } = fault.limit ?? PROMPT
  if (convergedMs === undefined) return [`not right ${seconds(overMs - endedMs)} after its end: ${wrong}`]
  return convergedMs > limitMs ? [`right only ${seconds(convergedMs)} after its end, limit ${seconds(limitMs)}`] : []
}

function otherwiseExplained({ explanation = {}, right, overMs }: Played): string[] {
  return Object.entries(explanation).flatMap(([pool, desired]) => {
    const wanted = right.at(pool, overMs)
    return desired === wanted ? [] : [`the test and explain disagree: ${pool} ${wanted} or ${desired}`]
  })
}

function writtenByOthers({ writes, holdings }: Played): string[] {
  const inOrder = holdings.toSorted((a, b) => a.version - b.version)
  return writes.flatMap(({ replica, object, version, atMs }) => {
    if (version === undefined) return []
    const holding = inOrder.findLast((one) => one.version < version)
    if (!holding || holding.holder === replica || holding.holder === '') return []
    if (holding.isByForce && atMs < holding.atMs + HEARS_OF_FORCE_MS) return []
    return [`${replica} wrote ${object} while ${holding.holder} held the Lease`]
  })
}

function loweredTooFar({ fault, writesBefore, writes, right }: Played): string[] {
  const counts = new Map(
    writesBefore.flatMap(({ object, replicas }) => (replicas === undefined ? [] : [[object, replicas] as const])),
  )
  return writes.flatMap(({ object, replicas, atMs, replica, version }) => {
    if (replicas === undefined || version === undefined) return []
    const before = counts.get(object) ?? 0
    counts.set(object, replicas)
    const pool = object.replace(/^.*\/|-placeholder$/g, '')
    const least = right.least(pool, atMs - (fault.lagMs ?? LAG_MS), atMs)
    return replicas < before && replicas < least
      ? [`${replica} lowered ${pool} from ${before} to ${replicas}, right was ${least}`]
      : []
  })
}

/** A write that failed and was not simply overtaken is told, at least once. */
function untold({ writes, replicas }: Played): string[] {
  return replicas.flatMap(({ identity, lines }) => {
    const failed = writes.filter(
      ({ replica, object, status }) =>
        replica === identity && object.startsWith('deployments/') && status !== 409 && (status === 0 || status >= 300),
    )
    const isTold = lines.some(({ line }) => line.level === 'error' || line.level === 'warn')
    return failed.length > 0 && !isTold ? [`${identity} said nothing of ${failed.length} writes that failed`] : []
  })
}

const loud = ({ identity, lines }: PlayedReplica): string[] => {
  const most = mostWithin(
    lines.map(({ atMs }) => atMs),
    LINES_WITHIN_MS,
  )
  return most > MOST.lines ? [`${identity} logged ${most} lines in a minute, limit ${MOST.lines}`] : []
}

function restless({ writes }: Played): string[] {
  const tries = Map.groupBy(writes, ({ replica, object }) => `${replica} tried ${object}`)
  return [...tries].flatMap(([who, own]) => {
    const most = mostWithin(
      own.map(({ atMs }) => atMs),
      TRIES_WITHIN_MS,
    )
    return most > MOST.tries ? [`${who} ${most} times in ${seconds(TRIES_WITHIN_MS)}, limit ${MOST.tries}`] : []
  })
}

const broken = ({ identity, stderr, deaths }: PlayedReplica): string[] => [
  ...deaths.map((death) => `${identity} ${death}`),
  ...(stderr.length > 0 ? [`${identity} wrote to stderr: ${stderr.slice(0, 3).join(' | ')}`] : []),
]

function big({ identity, size }: PlayedReplica): string[] {
  if (!size) return []
  const { rssMiB, descriptors } = size
  return [
    ...(rssMiB > MOST.rssMiB ? [`${identity} takes ${rssMiB.toFixed(0)} MiB, limit ${MOST.rssMiB}`] : []),
    ...(descriptors > MOST.descriptors
      ? [`${identity} holds ${descriptors} descriptors, limit ${MOST.descriptors}`]
      : []),
  ]
}

/** The most of these instants, in order, that fit into one stretch. */
function mostWithin(instants: readonly number[], stretchMs: number): number {
  let from = 0
  return instants.reduce((most, atMs, index) => {
    while (atMs - (instants[from] ?? atMs) >= stretchMs) from += 1
    return Math.max(most, index - from + 1)
  }, 0)
}
