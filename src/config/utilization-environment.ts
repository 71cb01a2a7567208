import { type Problem, problem } from '../domain/problem.ts'
import type { UtilizationSettings } from '../domain/settings/utilization-settings.ts'
import { buildUtilization } from './build-utilization.ts'
import { UTILIZATION_DEFAULTS, type UtilizationValues, utilizationSchema } from './utilization-schema.ts'
import { ENVIRONMENT } from './utilization-variables.ts'

type Key = keyof typeof UTILIZATION_DEFAULTS

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * The settings of the policy with what the environment says above what the config says.
 * An empty list is a list (`OMIT_NAMESPACES=` omits no namespace), an empty number is none.
 * The band is data-8's where nobody says one: who looks once has not seen who places users.
 * @returns errors that name the variable, and then settings that must not be used
 */
export function utilizationFrom(
  environment: Environment,
  below: UtilizationValues = {},
): { readonly settings: UtilizationSettings; readonly errors: readonly Problem[] } {
  const errors: Problem[] = []
  const values: Record<string, unknown> = { ...below, ...readEnvironment(environment, errors) }
  const nameOf = (key: string) => {
    const name = ENVIRONMENT[key as keyof typeof ENVIRONMENT]
    const isBelow = key in below && values[key] === below[key as Key]
    return name === undefined || isBelow ? `utilization.${key}` : name
  }
  const checked = utilizationSchema.safeParse(values)
  for (const { path, message } of checked.error?.issues ?? []) {
    const key = String(path[0])
    errors.push(problem(nameOf(key), `\`${values[key]}\`: ${message}`))
  }
  const settings = buildUtilization(checked.success ? checked.data : {}, errors, nameOf)
  return { settings: { ...settings, isBandGiven: true }, errors }
}

/** What the environment says, by the keys that it stands for, as the config would say it. */
function readEnvironment(environment: Environment, errors: Problem[]): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const [key, name] of Object.entries(ENVIRONMENT)) {
    const text = environment[name]?.trim()
    const isList = key.endsWith('Labels') || key.endsWith('Namespaces')
    if (text === undefined || (text === '' && !isList)) continue
    if (!key.endsWith('Nodes')) values[key] = text
    else if (NUMBER.test(text)) values[key] = Number(text)
    else errors.push(problem(name, `\`${text}\`: not a whole number; write ${UTILIZATION_DEFAULTS[key as Key]}`))
  }
  return values
}

const NUMBER = /^[+-]?\d+(\.\d+)?$/
