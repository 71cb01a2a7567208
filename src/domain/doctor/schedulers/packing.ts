import { sayNames } from '../../say.ts'
import type { ProfilesConfig } from '../../settings/config.ts'
import { asValues } from '../as-values.ts'
import type { UserScheduler } from '../disruption-api.ts'
import { type Examined, examined, warning } from '../finding.ts'

/** By which the chart's own Deployment is known. */
export const PACKING_LABEL = { 'app.kubernetes.io/component': 'packing-scheduler' } as const

export interface PackingInput {
  /** Of zero-to-jupyterhub. */
  readonly userSchedulers: readonly UserScheduler[]
  /** Whether the chart's packing scheduler is installed. */
  readonly packs: boolean
  /** Its full name, by which pods ask for it unless the values say otherwise. */
  readonly packingName: string
  readonly profiles: ProfilesConfig
  /** Whether somebody takes nodes away that are not needed. */
  readonly autoscales: boolean
}

/** Whether users fill one node before the next: without, an autoscaler finds no node that it may take away. */
export function packingExamined(input: PackingInput): Examined {
  const { userSchedulers, packs, packingName, profiles, autoscales } = input
  const webhook = profiles.enabled && (profiles.webhook.enabled || profiles.api.enabled)
  const by = [
    ...userSchedulers.map(({ namespace, name }) => `${namespace}/${name}`),
    ...(packs ? [`the packing scheduler ${packingName}`] : []),
    ...(webhook && profiles.sitTogether ? ['profiles.sitTogether'] : []),
  ]
  const both =
    packs && userSchedulers.length > 0
      ? [
          warning(
            'packingScheduler',
            `zero-to-jupyterhub's user scheduler (${sayNames(by.slice(0, userSchedulers.length))}) is on, which does the same: two do not know what the other has promised`,
            asValues({ packingScheduler: { enabled: false } }),
          ),
        ]
      : []
  const nobody =
    by.length === 0 && autoscales
      ? [
          warning(
            'scheduling.userScheduler',
            "nobody packs users: Kubernetes' own scheduler spreads them over all nodes, so that each keeps a few and the autoscaler can take hardly any away",
            `${asValues({ scheduling: { userScheduler: { enabled: true } } })}  # in the values of zero-to-jupyterhub; without it, docs/packing.md: ${asValues({ packingScheduler: { enabled: true } })}`,
          ),
        ]
      : []
  const findings = [...both, ...nobody]
  const well = by.length > 0 ? [`users fill one node before the next, by ${sayNames(by)}`] : []
  return examined('hub', { findings, well: findings.length > 0 ? [] : well })
}
