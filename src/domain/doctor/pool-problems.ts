import { bufferName, isByBuffer, NO_BUFFERS } from '../buffer/buffer.ts'
import { sayFallenBack, standingOf } from '../buffer/standing.ts'
import { deploymentName } from '../cluster/deployment.ts'
import { PAUSE } from '../cluster/hand.ts'
import { POOL_LABEL } from '../cluster/pod.ts'
import type { PoolDecision } from '../decide/decision.ts'
import { shortfallProblem } from '../fit/say-shortfall.ts'
import { holderOf } from '../lent/lent.ts'
import type { Problem } from '../problem.ts'
import { barredNodes, barredProblem } from '../room/barred.ts'
import { longWaits } from '../room/long-waits.ts'
import { type Users, usersByPool } from '../room/pool-users.ts'
import { seatOf } from '../room/seat.ts'
import { silentUsers } from '../room/seat-problems.ts'
import type { Taint } from '../scheduling/taint.ts'
import type { PoolConfig } from '../settings/config.ts'
import { givingWayProblems } from '../target/giving-way.ts'
import { asValues, poolValues } from './as-values.ts'
import { broken, type Examined, examined, type Finding, warning } from './finding.ts'
import { sizeMend } from './pool-sizes.ts'
import { poolsOf, type Scene } from './scene.ts'

/**
 * All that the product itself says is wrong with its pools, each with what mends it: what a decision would tell, and what is
 * wrong without anybody's asking for it now.
 */
export function poolProblemsExamined(scene: Scene): Examined {
  const users = usersByPool(
    scene.observed,
    new Map([...scene.decision.pools].map(([name, { rooms }]) => [name, rooms])),
  )
  const own = poolsOf(scene).flatMap(([pool, decided]) => [
    ...givingWay(scene, pool, decided, users.get(pool.name) ?? []),
    ...barred(scene, pool, decided),
    ...silent(scene, pool, users.get(pool.name) ?? []),
    ...paused(scene, pool, decided),
    ...unbuffered(scene, pool),
  ])
  const findings = [...own, ...restOf(scene, own), ...waiting(scene)]
  return examined('pools', {
    findings,
    well: findings.length > 0 ? [] : ['users take the place of placeholders, and both can get to the nodes'],
  })
}

const told = ({ where, text }: Problem, mend: string, say = warning): Finding => say(where, text, mend)

/** What the controller falls back from. */
function unbuffered({ observed: { buffers = NO_BUFFERS }, nowMs }: Scene, pool: PoolConfig): Finding[] {
  if (!isByBuffer(pool)) return []
  const standing = standingOf(buffers, buffers.byName.get(bufferName(pool.name)), nowMs)
  if (standing.at !== 'failing') return []
  return [warning(`nodePools.${pool.name}.holdBy`, sayFallenBack(standing), SWITCH_ON)]
}

const SWITCH_ON =
  'kubectl get crd capacitybuffers.autoscaling.x-k8s.io  # Karpenter: --feature-gates CapacityBuffer=true and its CRDs; Cluster Autoscaler: its CRD and --capacity-buffer-controller-enabled, --capacity-buffer-pod-injection-enabled'

const givingWay = ({ observed }: Scene, pool: PoolConfig, { placeholders }: PoolDecision, users: Users): Finding[] =>
  givingWayProblems({
    pool: pool.name,
    priority: placeholders.priority ?? observed.config.placeholder.priority,
    ranks: observed.pods.ranks.values(),
    users: () => users.flat(),
  }).map((one) => told(one, USERS_PRIORITY, broken))

/** What zero-to-jupyterhub calls it: a class of 0 that preempts, above the -10 of placeholders. */
export const USERS_PRIORITY =
  'scheduling: {podPriority: {enabled: true, defaultPriority: 0}}  # in the values of zero-to-jupyterhub; and priorityClass: {value: -10} here'

/** Those of nodes beside others go mostly when a node is ready; who runs there all the same tolerates them. */
function barred({ observed, decision }: Scene, pool: PoolConfig, { rooms }: PoolDecision): Finding[] {
  const found = barredNodes(pool, rooms, observed.pods.occupancy)
  if (!found) return []
  const one = barredProblem(pool, found)
  if (!(found.isAll || found.hasUsers || decision.problems.some(({ text }) => text === one.text))) return []
  const tolerations = [...pool.tolerations, ...found.taints.map(asToleration)]
  return [told(one, poolValues(pool.name, { tolerations }), found.isAll ? broken : warning)]
}

const asToleration = ({ key, value, effect }: Taint) =>
  value ? { key, operator: 'Equal', value, effect } : { key, operator: 'Exists', effect }

const silent = ({ memory }: Scene, pool: PoolConfig, users: Users): Finding[] =>
  silentUsers(pool, seatOf(pool.seat, users, memory.pools[pool.name]?.seat), users).map((one) =>
    told(one, USERS_REQUESTS, broken),
  )

export const USERS_REQUESTS =
  'singleuser: {memory: {guarantee: 1G}}  # in the values of zero-to-jupyterhub: what a server needs'

/** What is told elsewhere is not told again: classes that do not fit, and events that are not understood. */
function restOf(scene: Scene, own: readonly Finding[]): Finding[] {
  const { decision, observed } = scene
  const zone = observed.config.calendar.timezone ?? 'utc'
  const short = [...decision.pools].flatMap(([name, { shortfalls }]) =>
    shortfalls.map((one) => shortfallProblem(name, one, zone)),
  )
  const known = new Set(
    [...own.map(({ where, what }) => [where, what]), ...[...short, ...decision.timeline.problems].map(wordsOf)].map(
      (words) => words.join('\n'),
    ),
  )
  return decision.problems.filter((one) => !known.has(wordsOf(one).join('\n'))).map((one) => mended(scene, one))
}

const wordsOf = ({ where, text }: Problem): string[] => [where, text]

function mended(scene: Scene, one: Problem): Finding {
  const { observed, decision, namespace } = scene
  const [, name = '', key] = /^nodePools\.([^.]+)(?:\.(.+))?$/.exec(one.where) ?? []
  const [pool, decided] = [observed.config.pools.get(name), decision.pools.get(name)]
  if (!pool || !decided) return told(one, mendOfOther(scene, one))
  if (key !== undefined) return told(one, mendOfKey(key, pool, decided))
  const isStuck = holderOf(observed, pool)?.cannotCreate !== undefined || decided.placeholders.unbound > 0
  const look = `kubectl -n ${namespace} describe deployments,pods -l ${POOL_LABEL}=${name}`
  return told(one, look, isStuck ? broken : warning)
}

/** zero-to-jupyterhub's customary label of pools. */
const POOL_NAME = 'hub.jupyter.org/pool-name'

function mendOfKey(key: string, pool: PoolConfig, { target, atLeast }: PoolDecision): string {
  const { name } = pool
  switch (key) {
    case 'resources.requests':
      return sizeMend(pool)
    case 'seat.requests':
      return `${poolValues(name, { seat: { requests: { memory: '2Gi' } } })}  # or what a server requests`
    case 'maxPlaceholders':
      return poolValues(name, {
        maxPlaceholders: Math.max(target, atLeast?.hand?.count ?? 0, atLeast?.policy?.count ?? 0),
      })
    default:
      return `${poolValues(name, { nodeSelector: { ...pool.nodeSelector, [POOL_NAME]: name } })}  # a label that its own nodes carry, and no others`
  }
}

/** Of no pool: a person's annotation that is not understood, or users of whom nobody knows the pool. */
function mendOfOther({ observed, namespace }: Scene, { where }: Problem): string {
  const [, deployment, annotation] = /^Deployment (\S+) annotation (\S+)$/.exec(where) ?? []
  return deployment === undefined
    ? asValues({ defaultPool: [...observed.config.pools.keys()][0] ?? '' })
    : `kubectl -n ${namespace} annotate deployment/${deployment} ${annotation}-  # takes it back`
}

/** What a person asked for: they may have forgotten. */
const paused = ({ namespace }: Scene, { name }: PoolConfig, { paused: until }: PoolDecision): Finding[] =>
  until === undefined
    ? []
    : [
        warning(
          `nodePools.${name}`,
          `it is paused by annotation, ${until}: nothing is written, whatever a class needs`,
          `kubectl -n ${namespace} annotate deployment/${deploymentName(name)} ${PAUSE}-`,
        ),
      ]

/** Who waits now: whatever the cause, it is what everything here is for. */
const waiting = ({ observed, namespace, nowMs }: Scene): Finding[] =>
  longWaits(observed, nowMs).problems.map((one) =>
    told(one, `kubectl -n ${namespace} get pods --field-selector=status.phase=Pending -o wide`, broken),
  )
