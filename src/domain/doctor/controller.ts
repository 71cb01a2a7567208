import { sayDuration } from '../duration.ts'
import { parseInstant } from '../instant.ts'
import { LEASE_TIMINGS } from '../lease.ts'
import { broken, type Examined, examined, type Finding, together, warning } from './finding.ts'
import { ifSeen, type Looked } from './looked.ts'

/** The Deployment that runs the controller. */
export interface RunningController {
  readonly namespace: string
  readonly name: string
  readonly replicas: number
  readonly ready: number
  readonly image: string
  /** As the chart says. */
  readonly version?: string
}

/** The Lease as it stands; undefined: there is none. */
export interface SeenHolder {
  readonly holder?: string
  readonly renewTime?: string
}

export interface ControllerInput {
  readonly controller: RunningController
  readonly lease: Looked<SeenHolder | undefined> | undefined
  /** Whether its state ConfigMap is there, and whether it ever kept a config in it. */
  readonly state: { readonly name: string; readonly isThere: boolean; readonly hasConfig: boolean }
  /** Of this program. */
  readonly version: string
  readonly nowMs: number
}

/** Whether somebody is there who decides and writes. */
export function controllerExamined(input: ControllerInput): Examined {
  const { controller, lease } = input
  return together('controller', [
    running(input),
    ...(lease && controller.replicas > 0 ? [leading(input, lease)] : []),
    remembering(input),
  ])
}

function running({ controller, version }: ControllerInput): Examined {
  const { name, namespace, replicas, ready, image } = controller
  const where = `deployment ${name}`
  const look = `kubectl -n ${namespace} describe deployment/${name} && kubectl -n ${namespace} logs deployment/${name} --all-containers --tail=50`
  const findings: Finding[] =
    replicas === 0
      ? [
          broken(
            where,
            'it has 0 replicas: nothing decides, and placeholders stay as they are',
            `kubectl -n ${namespace} scale deployment ${name} --replicas=2  # in the values: replicaCount: 2`,
          ),
        ]
      : ready === 0
        ? [broken(where, `none of its ${replicas} replicas is ready (${image}): nothing decides`, look)]
        : ready < replicas
          ? [
              warning(
                where,
                `${ready} of its ${replicas} replicas are ready: when that one goes, nobody takes over`,
                look,
              ),
            ]
          : []
  const other = controller.version !== undefined && controller.version !== version
  const unlike = other ? `; this program is ${version}, so what they say may differ` : ''
  return examined('controller', {
    findings,
    well:
      findings.length > 0
        ? []
        : [`${ready} of ${replicas} replicas are ready, version ${controller.version ?? 'unknown'}${unlike}`],
  })
}

/** Clocks of two machines differ: only what is far too old is said. */
const LOST_MS = 4 * LEASE_TIMINGS.durationMs

const leading = ({ controller, nowMs }: ControllerInput, lease: Looked<SeenHolder | undefined>): Examined =>
  ifSeen(lease, 'controller', 'whether a replica leads', (seen) => {
    const { name, namespace } = controller
    const renewedMs = parseInstant(seen?.renewTime)
    const mend = `kubectl -n ${namespace} logs deployment/${name} --all-containers --since=10m | grep -i lease`
    const nobody = (why: string) => ({
      findings: [broken('Lease', `no replica leads (${why}): all of them decide, and none writes`, mend)],
    })
    if (!seen) return nobody('there is no Lease')
    if (!seen.holder) return nobody('nobody holds the Lease')
    const sinceMs = renewedMs === undefined ? 0 : nowMs - renewedMs
    if (sinceMs > LOST_MS) return nobody(`${seen.holder} renewed the Lease ${sayDuration(sinceMs)} ago, by this clock`)
    return { well: [`${seen.holder} leads`] }
  })

function remembering({ controller: { namespace, name }, state }: ControllerInput): Examined {
  const again = `kubectl -n ${namespace} rollout restart deployment/${name}`
  if (!state.isThere)
    return examined('controller', {
      findings: [
        broken(
          `ConfigMap ${state.name}`,
          'it is not there: placeholders are owned by it, so none can be created, and nothing is remembered',
          `${again}  # a controller that is running makes it anew; else helm upgrade does`,
        ),
      ],
    })
  return state.hasConfig
    ? examined('controller', { well: [`it has kept a good config in ${state.name}`] })
    : examined('controller', {
        findings: [
          warning(
            `ConfigMap ${state.name}`,
            'no config is kept in it: a controller has not decided here yet, or may not write it',
            `kubectl -n ${namespace} logs deployment/${name} --all-containers --tail=50`,
          ),
        ],
      })
}
