/** What the product did wrong in a fault that was played, each in a sentence. Nothing here waits or asks: it judges. */
import { SECOND } from '../support/time.ts'
import type { Converged } from './converge.ts'
import { type Limit, PROMPT } from './fault.ts'
import type { Played, PlayedReplica } from './played.ts'

/** Of a replica in any fault. */
const MOST = { lines: 60, tries: 50, rssMiB: 400, descriptors: 100 }
const LINES_WITHIN_MS = 60 * SECOND
const TRIES_WITHIN_MS = 10 * SECOND
const LAG_MS = 3 * SECOND
/** A leader whose Lease a stranger takes by force hears of it from its watch. */
const HEARS_OF_FORCE_MS = SECOND

export const verdict = (played: Played): readonly string[] => [
  ...late(played),
  ...silent(played),
  ...played.otherwise,
  ...writtenByOthers(played),
  ...loweredTooFar(played),
  ...untold(played),
  ...played.replicas.flatMap((one) => [...loud(one), ...broken(one), ...big(one)]),
  ...restless(played),
]

const seconds = (ms: number) => `${(ms / SECOND).toFixed(1)} s`

const late = (played: Played): string[] => [
  ...lateness('right', played, played.fault.limit ?? PROMPT),
  ...(played.followed
    ? lateness('the calendar followed', played.followed, played.fault.followsCalendar ?? PROMPT)
    : []),
]

function lateness(what: string, { convergedMs, wrong }: Converged, limit: Limit): string[] {
  if (convergedMs === undefined) return [`not ${what}: ${wrong}`]
  return convergedMs > limit.ms ? [`${what} only after ${seconds(convergedMs)}, limit ${seconds(limit.ms)}`] : []
}

/** Of some faults somebody has to hear. */
function silent({ fault: { says }, replicas }: Played): string[] {
  const lines = replicas
    .flatMap((one) => one.lines)
    .filter(({ line }) => line.level === 'warn' || line.level === 'error')
  return says && !lines.some(({ line }) => says.test(JSON.stringify(line))) ? [`no warning about ${says.source}`] : []
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
