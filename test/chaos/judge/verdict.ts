/** What the product did wrong in a fault that was played, each in a sentence. Nothing here waits or asks: it judges. */
import { SECOND } from '../../support/time.ts'
import type { Converged } from '../converge.ts'
import { type Limit, PROMPT } from '../fault.ts'
import type { Played, PlayedReplica } from '../played.ts'
import { judgeWrites } from './judge-writes.ts'
import { mostWithin } from './most-within.ts'

/** Of a replica in any fault. */
const MOST = { lines: 60, rssMiB: 400, descriptors: 100 }
const LINES_WITHIN_MS = 60 * SECOND

export const verdict = (played: Played): readonly string[] => [
  ...lateness('right', played, played.fault.limit ?? PROMPT),
  ...(played.followed ? lateness('following the calendar', played.followed, played.fault.followsCalendar) : []),
  ...silent(played),
  ...played.otherwise,
  ...judgeWrites(played),
  ...played.replicas.flatMap((one) => [...loud(one), ...repetitive(one, played), ...broken(one), ...big(one)]),
]

const seconds = (ms: number) => `${(ms / SECOND).toFixed(1)} s`

function lateness(what: string, { convergedMs, wrong }: Converged, limit: Limit = PROMPT): string[] {
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

const loud = ({ identity, lines }: PlayedReplica): string[] => {
  const most = mostWithin(LINES_WITHIN_MS, lines)
  return most > MOST.lines ? [`${identity} logged ${most} lines in a minute, limit ${MOST.lines}`] : []
}

function repetitive({ identity, lines }: PlayedReplica, { fault: { isOneOutage } }: Played): string[] {
  const times = lines.filter(({ line }) => line.msg === 'cluster lost').length
  return isOneOutage && times > 1 ? [`${identity} said ${times} times of one outage that the cluster is lost`] : []
}

const broken = ({ identity, stderr, mishaps }: PlayedReplica): string[] => [
  ...mishaps.map((mishap) => `${identity} ${mishap}`),
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
