import type { Environment } from '../../config/utilization-environment.ts'
import { UTILIZATION_DEFAULTS, type UtilizationValues } from '../../config/utilization-schema.ts'
import { ENVIRONMENT } from '../../config/utilization-variables.ts'
import { BANDS } from '../../domain/settings/utilization-settings.ts'
import { sayTable } from '../../terminal/table.ts'

/** One setting in force, and where it comes from. */
export interface Setting {
  readonly key: string
  readonly value: string
  readonly from: string
}

/** Those of the continuous run alone mean nothing here, and groups are no single value. */
const OTHERS = new Set(['enabled', 'mode', 'cycle', 'gce'])

/** Once, and quit: nobody has watched who comes where, so the band is that of data-8 unless somebody says one. */
const USUAL = { ...UTILIZATION_DEFAULTS, ...BANDS.spreading }

export function settingsInForce(environment: Environment, values: UtilizationValues): readonly Setting[] {
  return Object.entries(USUAL)
    .filter(([key]) => !OTHERS.has(key))
    .map(([key, usual]) => {
      const variable = (ENVIRONMENT as Readonly<Record<string, string>>)[key]
      const said = variable === undefined ? undefined : environment[variable]?.trim()
      const isList = Array.isArray(usual)
      if (variable !== undefined && said !== undefined && (said !== '' || isList)) return setting(key, said, variable)
      const given = values[key as keyof UtilizationValues]
      return given === undefined || given === null ? setting(key, usual, 'default') : setting(key, given, 'config')
    })
}

const setting = (key: string, value: unknown, from: string): Setting => ({
  key,
  value: (Array.isArray(value) ? value.join(':') : String(value)) || '(none)',
  from,
})

export const saySettings = (settings: readonly Setting[]): string =>
  sayTable(
    ['Setting', 'Value', 'From'],
    settings.map(({ key, value, from }) => [key, value, from]),
  )
