import { z } from 'zod'
import { ASKING, NODE_GROUPS, UTILIZATION_MODES } from '../domain/settings/utilization-settings.ts'
import * as field from './fields.ts'

const word = z.string().trim().min(1, 'must not be empty')

/** A managed instance group of Google Compute Engine, by name; `*` in it stands for anything. */
const gceGroup = z.looseObject({
  pool: word,
  project: word,
  zone: word.nullish().describe("The zone of a zonal group, as GKE's are; one entry for each."),
  region: word.nullish().describe('Instead of the zone: the region of a regional group.'),
  name: word,
})

/** The values below `utilization`; the environment variables of the data-8 autoscaler are read by the same fields. */
export const utilizationShape = {
  enabled: z.boolean().nullish().describe('Whether nodes are looked at for giving them back.'),
  mode: z.enum(UTILIZATION_MODES).nullish().describe('recommend shows what it would do, act does it.'),
  nodeGroups: z
    .enum(NODE_GROUPS)
    .nullish()
    .describe("Who makes and removes nodes: the cluster's autoscaler, Google's managed instance groups, or kwok."),
  askForNodes: z
    .enum(ASKING)
    .nullish()
    .describe('Above maxUtilization: auto asks for no node where placeholders keep the room, always does as data-8.'),
  cycle: field.duration.nullish().describe('How often nodes are cordoned; taking back does not wait for it.'),
  gce: z
    .looseObject({ groups: z.array(gceGroup).nullish() })
    .nullish()
    .describe('With nodeGroups gce: the groups of pools that may have no node (pool, project, zone or region, name).'),
  minUtilization: field.share
    .nullish()
    .describe(
      'Below this share of memory in use, nodes are given back down to the optimum. By default it follows who places users.',
    ),
  optimalUtilization: field.share
    .nullish()
    .describe('What the number of nodes is brought to, outside of min and max; likewise.'),
  maxUtilization: field.share.nullish().describe('Above it nodes are taken back into service, or asked for; likewise.'),
  minNodes: field.count
    .nullish()
    .describe('No cordon leaves fewer schedulable nodes, of all pools together; an autoscaler is asked for none.'),
  maxNodes: field.count.nullish().describe('Never more nodes than this are created.'),
  preemptibleLabels: field.keys
    .nullish()
    .describe('Label keys of pods that come and go: their nodes may be cordoned, others with pods never.'),
  omitLabels: field.keys.nullish().describe('Label keys of pods that do not count at all.'),
  omitNamespaces: field.keys.nullish().describe('Namespaces whose pods do not count at all.'),
  maxCordonsPerCycle: field.count.nullish().describe('At most so many new cordons at once.'),
  maxCordonedShare: field.share.nullish().describe('At most this share of a pool is cordoned by the policy at a time.'),
  minNodeAge: field.duration.nullish().describe('A younger node is neither cordoned nor shut down.'),
  bootTime: field.duration.nullish().describe('How long a new node takes: events that soon keep their nodes.'),
  cordonLimit: field.duration.nullish().describe('A cordon that brings nothing for so long is taken back.'),
}

export const utilizationSchema = z.looseObject(utilizationShape)
export type UtilizationValues = z.infer<typeof utilizationSchema>

export const UTILIZATION_DEFAULTS = {
  enabled: false,
  mode: 'recommend',
  nodeGroups: 'autoscaler',
  askForNodes: 'auto',
  cycle: '1m',
  gce: { groups: [] as { pool: string; project: string; zone?: string; region?: string; name: string }[] },
  /** By who places users; where one is said, the others are those of data-8: 0.65, 0.75, 0.85. */
  minUtilization: null,
  optimalUtilization: null,
  maxUtilization: null,
  minNodes: 3,
  maxNodes: 72,
  preemptibleLabels: [] as string[],
  omitLabels: [] as string[],
  omitNamespaces: ['kube-system'],
  maxCordonsPerCycle: 5,
  maxCordonedShare: 0.5,
  minNodeAge: '15m',
  bootTime: '10m',
  cordonLimit: '2h',
} as const
