import { z } from 'zod'
import { configShape } from './schema.ts'

/** Keys of the chart alone: they shape the controller's own objects and never reach its config. */
const anything = z.looseObject({}).nullish()
const anyList = z.array(z.unknown()).nullish()

export const chartShape = {
  global: z.unknown().describe('Passed by an umbrella chart; not used.'),
  enabled: z.boolean().nullish().describe("An umbrella chart's condition; not used."),
  replicaCount: z.number().int().min(0).nullish().describe('Controllers; one acts, the others take over.'),
  image: z
    .looseObject({
      repository: z.string().nullish(),
      tag: z.union([z.string(), z.number()]).nullish(),
      pullPolicy: z.enum(['Always', 'IfNotPresent', 'Never']).nullish(),
    })
    .nullish()
    .describe('The controller image.'),
  imagePullSecrets: anyList,
  nameOverride: z.string().nullish(),
  fullnameOverride: z.string().nullish(),
  serviceAccount: z
    .looseObject({ create: z.boolean().nullish(), name: z.string().nullish(), annotations: anything })
    .nullish(),
  rbac: z.looseObject({ create: z.boolean().nullish() }).nullish(),
  calendarUrlSecret: z
    .looseObject({ name: z.string().nullish(), key: z.string().nullish() })
    .nullish()
    .describe('A Secret that holds the calendar address, instead of calendarUrl.'),
  podAnnotations: anything,
  podLabels: anything,
  podSecurityContext: anything,
  securityContext: anything,
  resources: anything.describe("The controller's resources."),
  nodeSelector: anything.describe("The controller's nodeSelector."),
  affinity: anything.describe("The controller's affinity; the default prefers core nodes and spreads over hosts."),
  tolerations: anyList.describe("The controller's tolerations."),
  podDisruptionBudget: z.looseObject({ create: z.boolean().nullish() }).nullish(),
  service: z.looseObject({ port: z.number().int().nullish(), annotations: anything }).nullish(),
}

export const CHART_KEYS = Object.keys(chartShape)

/** The JSON Schema of the chart's values, draft 7, which every helm reads. */
export function valuesJsonSchema(): object {
  const schema = z.looseObject({ ...chartShape, ...configShape })
  return z.toJSONSchema(schema, { io: 'input', target: 'draft-7', unrepresentable: 'any' })
}
