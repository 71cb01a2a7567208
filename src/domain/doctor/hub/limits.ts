import { SECOND_MS } from '../../duration.ts'
import { given } from '../../given.ts'
import type { HubConfig } from '../../settings/hub-settings.ts'
import { asValues } from '../as-values.ts'
import { type Examined, examined, type Finding, warning } from '../finding.ts'
import type { HubSettings } from '../hub-values.ts'

/** Limits that the values of Warmseats say otherwise than the hub's own, or not at all: classes are measured by the former. */
export function hubLimitsExamined(here: HubConfig, there: HubSettings): Examined {
  const rows = [
    ['concurrentSpawnLimit', here.concurrentSpawnLimit, there.concurrentSpawnLimit || undefined],
    ['activeServerLimit', here.activeServerLimit, there.activeServerLimit || undefined],
    ['startTimeout', seconds(here.startTimeoutMs), seconds(there.startTimeoutMs)],
  ] as const
  const findings = rows.flatMap(([key, said, is]): Finding[] => {
    if (is === undefined || said === is) return []
    const what = said === undefined ? 'is not said here' : `is ${said} here`
    return [
      warning(
        `hub.${key}`,
        `${what}, and ${is} in the hub's own values: classes are measured by what is said here`,
        asValues({ hub: { [key]: is } }),
      ),
    ]
  })
  return examined('hub', {
    findings,
    ...given({ well: findings.length > 0 ? undefined : ["the hub's limits are as its own values have them"] }),
  })
}

const seconds = (ms: number | undefined): number | undefined => (ms === undefined ? undefined : ms / SECOND_MS)
