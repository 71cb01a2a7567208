import { z } from 'zod'
import { isMap } from '../domain/parsed.ts'
import * as field from './fields.ts'
import { misspelt } from './misspelt.ts'
import { admissionPolicy, networkPolicy, packingScheduler, port } from './policy-fields.ts'
import { configShape } from './schema.ts'
import { OWN_KEY } from './unknown-keys.ts'

/** Keys of the chart alone: they shape the controller's own objects and never reach its config. */
const anything = z.looseObject({}).nullish()
const anyList = z.array(z.unknown()).nullish()

/** Names of objects: the API server would refuse others, in the middle of an installation. Empty: not said. */
const namePart = z.string().max(63).meta({ pattern: '^([a-z0-9]([-a-z0-9]*[a-z0-9])?)?$' })
/** A Service is named so too: it begins with a letter. */
const objectName = z.string().max(63).meta({ pattern: '^([a-z]([-a-z0-9]*[a-z0-9])?)?$' })

export const chartShape = {
  global: z.unknown().optional().describe('Passed by an umbrella chart; not used.'),
  enabled: z.boolean().nullish().describe("An umbrella chart's condition; not used."),
  replicaCount: z.number().int().min(0).nullish().describe('Controllers; one acts, the others take over.'),
  image: z
    .looseObject({
      repository: z.string().nullish(),
      tag: z.union([z.string(), z.number()]).nullish().describe("Empty: the chart's appVersion."),
      pullPolicy: z.enum(['Always', 'IfNotPresent', 'Never']).nullish(),
    })
    .nullish()
    .describe('The controller image.'),
  imagePullSecrets: anyList.describe('Secrets for a private registry, a list of {name}.'),
  nameOverride: namePart.nullish().describe("Stands for the chart's name in labels and object names."),
  fullnameOverride: objectName.nullish().describe('The name of all objects, instead of <release>-<chart>.'),
  serviceAccount: z
    .looseObject({ create: z.boolean().nullish(), name: z.string().nullish(), annotations: anything })
    .nullish()
    .describe("The controller's ServiceAccount."),
  rbac: z.looseObject({ create: z.boolean().nullish() }).nullish().describe('Roles for the ServiceAccount.'),
  admissionPolicy,
  calendarUrlSecret: z
    .looseObject({ name: z.string().nullish(), key: z.string().nullish() })
    .nullish()
    .describe('A Secret that holds the calendar address, instead of calendarUrl.'),
  podAnnotations: anything.describe("Annotations of the controller's pods."),
  podLabels: anything.describe("Further labels of the controller's pods."),
  podSecurityContext: anything.describe("The controller pods' securityContext."),
  securityContext: anything.describe("The controller container's securityContext."),
  resources: anything.describe("The controller's resources."),
  nodeSelector: anything.describe("The controller's nodeSelector."),
  affinity: anything.describe("The controller's affinity; empty: it prefers core nodes."),
  tolerations: anyList.describe("The controller's tolerations, beside those for JupyterHub's core nodes."),
  extraEnv: anyList.describe("Further environment variables of the controller, a pod's `env`."),
  extraVolumes: anyList.describe('Further volumes of the controller, e.g. a ConfigMap with a calendar file.'),
  extraVolumeMounts: anyList.describe('Where the further volumes are mounted.'),
  podDisruptionBudget: z
    .looseObject({ create: z.boolean().nullish() })
    .nullish()
    .describe('A budget over the controllers, when there are several.'),
  service: z
    .looseObject({ port: port.nullish(), annotations: anything })
    .nullish()
    .describe('The Service in front of the controllers: health and metrics.'),
  networkPolicy,
  packingScheduler,
  monitoring: z
    .looseObject({
      serviceMonitor: z
        .looseObject({
          enabled: z.boolean().nullish(),
          interval: z.string().nullish(),
          labels: field.labels.nullish().describe('By which your Prometheus chooses its monitors.'),
        })
        .nullish(),
      prometheusRule: z
        .looseObject({
          enabled: z.boolean().nullish(),
          labels: field.labels.nullish().describe('By which your Prometheus chooses its rules.'),
          selector: z.string().nullish().describe("What selects this release's series; empty: its namespace and job."),
          runbooks: z.string().nullish().describe('Where docs/runbooks.md is; empty: at the project.'),
        })
        .nullish(),
      dashboard: z
        .looseObject({
          enabled: z.boolean().nullish(),
          labels: field.labels.nullish().describe("By which Grafana's sidecar finds it."),
          annotations: field.labels.nullish(),
        })
        .nullish(),
    })
    .nullish()
    .describe('For the Prometheus Operator and Grafana: scraping, alerts, a dashboard; docs/metrics.md.'),
  feed: z
    .looseObject({
      enabled: z.boolean().nullish(),
      secretName: z
        .string()
        .nullish()
        .describe('A Secret of your own with the key `token`; empty: the chart makes one.'),
    })
    .nullish()
    .describe('The answers to classes, for a calendar that instructors subscribe to; docs/calendars.md.'),
  userDummy: z
    .looseObject({
      enabled: z.boolean().nullish(),
      pools: z.array(z.string()).nullish().describe('Empty: all pools.'),
      replicas: field.count.nullish(),
      resources: field.containerResources.nullish().describe('Empty: seat.requests of the pool.'),
      priorityClassName: z.string().nullish(),
      schedulerName: z.string().nullish(),
      affinity: anything,
      image: z.string().nullish(),
      labels: field.labels.nullish(),
      annotations: field.labels.nullish(),
    })
    .nullish()
    .describe('Pods that stand for users in a rehearsal: a Deployment <pool>-user-dummy for each pool.'),
  pullHook: z
    .strictObject({
      enabled: z.boolean().nullish(),
      images: z.array(z.string().meta({ pattern: '^[A-Za-z0-9][A-Za-z0-9_./:@-]*$' })).nullish(),
      pools: z.array(z.string()).nullish().describe('Empty: all pools.'),
      secrets: z.array(namePart).nullish(),
      timeout: z.union([z.number().int().min(60), z.string().meta({ pattern: '^[0-9]+[smh]?$' })]).nullish(),
      parallel: z.number().int().min(1).max(500).nullish(),
      bringFor: field.duration.nullish(),
      required: z.boolean().nullish().describe('A pull that fails stops the upgrade.'),
    })
    .nullish()
    .describe('Brings new images before an upgrade of the release, by `warmseats pull` in a Job; docs/images.md.'),
}

export const CHART_KEYS = Object.keys(chartShape)

/**
 * The JSON Schema of the chart's values, draft 7, which every helm reads. A key that it does not know is refused: with it
 * an installation would be another one than was meant. `x-…` at the top is whoever's who writes it, for anchors of YAML.
 */
export function valuesJsonSchema(): object {
  const schema = z.looseObject({ ...chartShape, ...configShape }).meta({ patternProperties: { [OWN_KEY.source]: {} } })
  return strict(plainer(z.toJSONSchema(schema, { io: 'input', target: 'draft-7', unrepresentable: 'any' })))
}

type JsonSchema = Readonly<Record<string, unknown>>

/**
 * Objects with keys of their own take no other. helm has no words for what was meant: a misspelt key is given a value that
 * it cannot have, and helm says that this is what it must be.
 */
function strict<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map(strict) as T
  if (typeof schema !== 'object' || schema === null) return schema
  const inner: JsonSchema = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, strict(value)]))
  const known = Object.keys(inner.type !== undefined && isMap(inner.properties) ? inner.properties : {})
  if (known.length === 0) return inner as T
  const meant = known.map((key) => [misspelt(key, known), { const: `did you mean \`${key}\`?` }])
  const patternProperties = { ...Object.fromEntries(meant), ...Object(inner.patternProperties) }
  return { ...inner, patternProperties, additionalProperties: false } as T
}

/**
 * The same schema, said so that helm reports a wrong value in one line instead of five: `anyOf` of plain types becomes
 * `type: [T, U, null]`. Keywords such as `minimum` or `pattern` hold for their own type only, `enum` for all: beside one only
 * types are merged whose values can be counted.
 */
function plainer<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map(plainer) as T
  if (typeof schema !== 'object' || schema === null) return schema
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, plainer(value)]))
  if (inner.maximum === Number.MAX_SAFE_INTEGER) delete inner.maximum
  return (Array.isArray(inner.anyOf) ? merged(inner, inner.anyOf) : inner) as T
}

function merged({ anyOf: _, ...rest }: JsonSchema, choices: readonly JsonSchema[]): JsonSchema {
  const types = choices.flatMap(({ type }) => type ?? ['any'])
  const values = choices.map(countedOf)
  const isPlain = !types.includes('any') && new Set(types).size === types.length
  const isAny = choices.every((choice) => choice.enum === undefined)
  if (!isPlain || !(isAny || values.every((some) => some !== undefined))) return { ...rest, anyOf: choices }
  return Object.assign({}, ...choices, rest, { type: types }, isAny ? {} : { enum: values.flat() })
}

/** All values that there can be; undefined: too many. */
function countedOf({ type, enum: values }: JsonSchema): readonly unknown[] | undefined {
  if (Array.isArray(values)) return values
  return type === 'null' ? [null] : type === 'boolean' ? [true, false] : undefined
}
