/** What was wrong with the writes of a fault that was played: whose they were, how low, how many, and what was said of them. */
import { SECOND } from '../../support/time.ts'
import type { Played } from '../played.ts'
import { mostWithin } from './most-within.ts'

/** Tries on one object by one replica. */
const MOST_TRIES = 50
const TRIES_WITHIN_MS = 10 * SECOND
/** How old a view a write is decided on, in a fault that says nothing else. */
const LAG_MS = 3 * SECOND
/** A leader whose Lease a stranger takes by force hears of it from its watch. */
const HEARS_OF_FORCE_MS = SECOND

export const judgeWrites = (played: Played): readonly string[] => [
  ...writtenByOthers(played),
  ...loweredTooFar(played),
  ...deleted(played),
  ...untold(played),
  ...restless(played),
]

const isDeployment = ({ object }: { readonly object: string }) => object.startsWith('deployments/')
const isDone = ({ status }: { readonly status: number }) => status >= 200 && status < 300
const poolOf = (object: string) => object.replace(/^.*\/|-placeholder$/g, '')

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
  const counts = new Map<string, number>()
  for (const { object, replicas } of writesBefore) if (replicas !== undefined) counts.set(object, replicas)
  return writes.flatMap(({ object, replicas, atMs, replica, version }) => {
    if (replicas === undefined || version === undefined) return []
    const before = counts.get(object) ?? 0
    counts.set(object, replicas)
    const least = right.least(poolOf(object), atMs - (fault.lagMs ?? LAG_MS), atMs)
    const isTooFar = replicas < before && replicas < least
    return isTooFar ? [`${replica} lowered ${poolOf(object)} from ${before} to ${replicas}, right was ${least}`] : []
  })
}

const deleted = ({ fault, writes }: Played): string[] =>
  writes
    .filter((write) => write.method === 'DELETE' && isDeployment(write) && isDone(write) && !fault.replaces)
    .map(({ replica, object }) => `${replica} deleted the Deployment of ${poolOf(object)}`)

/** A write that failed and was not simply overtaken is told, at least once. */
function untold({ writes, replicas }: Played): string[] {
  const failed = Map.groupBy(
    writes.filter((write) => isDeployment(write) && !isDone(write) && write.status !== 409),
    ({ replica }) => replica,
  )
  return replicas.flatMap(({ identity, lines }) => {
    const isTold = lines.some(({ line }) => line.level === 'error' || line.level === 'warn')
    const lost = failed.get(identity)?.length ?? 0
    return lost > 0 && !isTold ? [`${identity} said nothing of ${lost} writes that failed`] : []
  })
}

function restless({ writes }: Played): string[] {
  const tries = Map.groupBy(writes, ({ replica, object }) => `${replica} tried ${object}`)
  return [...tries].flatMap(([who, own]) => {
    const most = mostWithin(TRIES_WITHIN_MS, own)
    return most > MOST_TRIES ? [`${who} ${most} times in ${TRIES_WITHIN_MS / SECOND} s, limit ${MOST_TRIES}`] : []
  })
}
