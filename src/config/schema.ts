/**
 * The values, the one source of truth: types, defaults and descriptions of everything a person can set. The chart's
 * `values.schema.json` is generated from it; the controller reads the same keys from its mounted config.
 * Objects are loose: of a key that this version does not know the controller warns, a wrong type it refuses. helm, which
 * a person waits for, refuses both.
 */
import { z } from 'zod'
import { HOLD_BY } from '../domain/settings/hold.ts'
import * as calendarField from './calendar-fields.ts'
import * as classField from './class-fields.ts'
import * as field from './fields.ts'
import { hubSchema } from './hub/hub.ts'
import * as notifyField from './notify-fields.ts'
import * as profilesField from './profiles-fields.ts'
import { rules } from './rules-fields.ts'
import { UTILIZATION_DEFAULTS, utilizationSchema } from './utilization-schema.ts'

/** What often stands a level too high. helm's schema lets it pass: the templates show where it belongs. */
const MISPLACED = { '/': {}, '^(requests|limits)$': {} }

const poolShape = {
  nodeSelector: field.labels.nullish().describe('Labels that all nodes of the pool carry. Required.'),
  replicas: field.count.nullish().describe('Placeholders to keep while no event counts.'),
  holdBy: z
    .enum(HOLD_BY)
    .nullish()
    .describe(
      "What holds its room: a deployment of placeholders, z2jh's statefulset of them, a capacitybuffer without pods, or a static nodepool of Karpenter; docs/capacity.md.",
    ),
  holdName: z
    .string()
    .nullish()
    .describe('The name of that StatefulSet or NodePool; default: user-placeholder, and the name of the pool.'),
  resources: field.containerResources
    .nullish()
    .describe("A placeholder's resources; without requests the size is derived from the pool's nodes."),
  tolerations: z
    .array(field.toleration)
    .nullish()
    .describe("Taints of the pool's nodes that users tolerate, beside JupyterHub's own."),
  minPlaceholders: field.count.nullish().describe('Never fewer placeholders than this.'),
  maxPlaceholders: field.mostPlaceholders,
  leadTime: field.durationOrAuto
    .nullish()
    .describe('How long before its start an event counts: "auto" (as long as nodes take), seconds or "10m".'),
  trailTime: field.duration.nullish().describe('How long after its end an event counts.'),
  seat: z.looseObject({ requests: field.resourceList.nullish() }).nullish().describe("What one user's pod requests."),
  pricePerNodeHour: z
    .number()
    .nonnegative()
    .nullish()
    .describe('What an hour of one of its nodes costs, in whatever money; plans say then what they cost.'),
  who: classField.who.describe('Whom its events mean that do not say: one of classes.'),
  onePerNode: z
    .boolean()
    .nullish()
    .describe('At most one placeholder a node; the default is true where the size is derived.'),
  ...rules,
}
export const poolSchema = z.looseObject(poolShape).meta({ patternProperties: MISPLACED })

/** A piece of a pod, which the API server judges. */
const ofPod = z.record(z.string(), z.unknown())
export const configShape = {
  calendarUrl: calendarField.address
    .nullish()
    .describe(
      'Address of the iCal calendar (https://, webcal://, file:// or a path). Without one the config counts only.',
    ),
  calendarTimezone: field.timezone
    .nullish()
    .describe("Time zone of events that name none. Unset: the calendar's own (X-WR-TIMEZONE), else UTC."),
  calendarRefresh: field.duration.nullish().describe('How often the calendar is asked for changes.'),
  calendarHold: field.duration
    .nullish()
    .describe('How long a calendar that could never be read keeps counts from falling.'),
  calendarAllowPrivate: calendarField.allowPrivate,
  calendars: calendarField.calendars
    .nullish()
    .describe('Further calendars beside that of calendarUrl; what all of them ask counts.'),
  schedule: calendarField.schedule
    .nullish()
    .describe('Events that stand in the values themselves, for those who keep them in git.'),
  classes: classField.classes
    .nullish()
    .describe('Whom an event means that says `class: NAME`: how the pods of its people are told; docs/forecast.md.'),
  nodePools: z
    .record(z.string(), poolSchema.nullable())
    .nullish()
    .describe('The pools by the names that calendar events use.'),
  defaultPool: field.text.nullish().describe('The pool of users and events that name none.'),
  ...rules,
  fallWindow: field.duration.nullish().describe('A count falls this long after the last higher one.'),
  pendingPatience: field.durationOrAuto
    .nullish()
    .describe(
      'How long a placeholder may find no node before room counts again; "auto": 15m, or twice the learned lead time.',
    ),
  userPods: field.podsOf
    .nullish()
    .describe('Which pods are users: a label selector, and namespaces (empty: the release’s own; `*`: all).'),
  placeholderPodLabelSelector: field.labelSelector.nullish().describe('The labels of placeholder pods.'),
  nodePoolSelectorKey: field.text
    .nullish()
    .describe('The node label that names pools; a hint for messages, the nodeSelector decides.'),
  priorityClass: z
    .looseObject({ create: z.boolean().nullish(), name: field.text.nullish(), value: z.number().int().nullish() })
    .nullish()
    .describe('The PriorityClass of placeholders: below user pods (0), not below -10 for cluster-autoscaler.'),
  placeholder: z
    .looseObject({
      image: field.text.nullish(),
      exitImage: field.text.nullish(),
      runAsUser: field.runAsUser.nullish(),
      labels: field.labels.nullish(),
      annotations: field.labels.nullish(),
      imagePullSecrets: z.array(z.looseObject({ name: field.text })).nullish(),
      affinity: ofPod.nullish(),
      topologySpreadConstraints: z
        .array(ofPod)
        .nullish()
        .describe("A pod's; those without a labelSelector are of the placeholders of a pool."),
      schedulerName: z.string().nullish().describe("Empty: Kubernetes' own."),
    })
    .nullish()
    .describe('How placeholder pods look, and where in their pool they go.'),
  profiles: profilesField.profiles
    .nullish()
    .describe("Singleuser profiles: size, place, variables and services of each user's pod."),
  utilization: utilizationSchema
    .nullish()
    .describe('Whether and when nodes are cordoned and given back; docs/utilization.md.'),
  statusPage: z
    .looseObject({ inCluster: z.boolean().nullish().describe('Whether whoever reaches the port may read it.') })
    .nullish()
    .describe('Who may read the status page, which shows event titles; docs/status-page.md.'),
  notify: notifyField.notify,
  hub: hubSchema(field).nullish().describe('What is asked of the hub, and what it allows; docs/hub-api.md.'),
  dryRun: z.boolean().nullish().describe('Decide and log, write nothing.'),
  logLevel: z.enum(['trace', 'debug', 'info', 'warn', 'error']).nullish().describe('The least level that is logged.'),
}

export const configSchema = z.looseObject(configShape)
export type Values = z.infer<typeof configSchema>
export type PoolValues = z.infer<typeof poolSchema>

/** What counts where the values are silent. The chart's `values.yaml` states the same; a test compares them. */
export const DEFAULTS = {
  scalingStrategy: 'balanced',
  cpuThreshold: 0.2,
  memoryThreshold: 0.2,
  nodeGracePeriod: 600,
  emptyNodeGracePeriod: '24h',
  calendarOverrideEnabled: false,
  bridge: '20m',
  spareRoom: 'beside',
  userImages: 'auto',
  forecast: { reactions: 'on', history: 'show' },
  calendarRefresh: 60,
  calendarHold: '12h',
  calendars: [] as unknown[],
  schedule: [] as unknown[],
  classes: {} as Record<string, unknown>,
  fallWindow: 30,
  pendingPatience: 'auto',
  userPods: { labelSelector: 'component=singleuser-server', namespaces: [] as string[] },
  placeholderPodLabelSelector: 'app=node-placeholder-scaler,component=placeholder',
  nodePoolSelectorKey: 'hub.jupyter.org/pool-name',
  priorityClass: { create: true, name: '', value: -10 },
  placeholder: {
    image: 'registry.k8s.io/pause:3.10',
    exitImage: 'docker.io/library/busybox:1.37.0-musl',
    runAsUser: 65534,
    labels: {},
    annotations: {},
    imagePullSecrets: [] as { name: string }[],
    affinity: {},
    topologySpreadConstraints: [
      { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway' },
    ],
    schedulerName: '',
  },
  profiles: profilesField.PROFILES_DEFAULTS,
  utilization: UTILIZATION_DEFAULTS,
  statusPage: { inCluster: false },
  notify: [] as unknown[],
  hub: {},
  dryRun: false,
  logLevel: 'info',
} as const
