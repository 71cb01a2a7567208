import { z } from 'zod'

/** Of TCP. */
export const port = z.number().int().min(1).max(65535)
const ports = z.array(port).nullish()
const addresses = z.string().meta({ pattern: '^[0-9A-Fa-f.:]+/[0-9]{1,3}$' })
const onOrAuto = z.union([z.boolean(), z.enum(['auto'])]).nullish()

/** What the controller may do, beyond its Roles. */
export const admissionPolicy = z
  .looseObject({
    enabled: z
      .union([z.boolean(), z.string().meta({ pattern: '^(auto|true|false)$' })])
      .nullish()
      .describe('auto: where the cluster serves it.'),
    images: z.array(z.string()).nullish().describe('Images that placeholders may run beside placeholder.image.'),
    serviceWorkloads: z
      .enum(['restricted', 'any'])
      .nullish()
      .describe('restricted: pods of services have no ServiceAccount, Secret or part of the host.'),
  })
  .nullish()
  .describe('A ValidatingAdmissionPolicy: the ServiceAccount can do what the controller does, and no more.')

/** Whom the controller reaches, and who it. */
export const networkPolicy = z
  .looseObject({
    enabled: z.boolean().nullish(),
    httpFrom: z.array(z.looseObject({})).nullish().describe("Who may come to 8080; empty: pods that are no user's."),
    apiServerCidrs: z.array(addresses).nullish().describe('Where API servers are; empty: anywhere.'),
    apiServerPorts: ports.describe('Where API servers listen.'),
    egressPorts: ports.describe('Those of calendars and of who is told.'),
    egressAllowRules: z
      .looseObject({
        dnsPortsKubeSystemNamespace: z.boolean().nullish(),
        dnsPortsPrivateIPs: z.boolean().nullish(),
        dnsPortsCloudMetadataServer: z.boolean().nullish(),
        nonPrivateIPs: z.boolean().nullish(),
        privateIPs: onOrAuto,
        cloudMetadataServer: onOrAuto,
      })
      .nullish(),
    ingress: z.array(z.looseObject({})).nullish().describe('Further rules.'),
    egress: z.array(z.looseObject({})).nullish().describe('Further rules.'),
  })
  .nullish()
  .describe('Who may reach the controller, and where it may go; docs/operations.md.')

/** A label's value, as the API server takes it for a scheduler's name. */
const schedulerName = z.string().max(63).meta({ pattern: '^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$' })

/** The scheduler of the chart, of which the controller knows nothing. */
export const packingScheduler = z
  .looseObject({
    enabled: z.boolean().nullish(),
    schedulerName: schedulerName.nullish().describe('By which pods ask for it; empty: <fullname>-packing.'),
    replicas: z.number().int().min(0).nullish().describe('One schedules, the others take over.'),
    image: z
      .looseObject({
        repository: z.string().nullish(),
        tag: z.string().nullish().describe("Empty: the cluster's own version."),
        pullPolicy: z.enum(['Always', 'IfNotPresent', 'Never']).nullish(),
      })
      .nullish(),
    resources: z.looseObject({}).nullish(),
    extraArgs: z.array(z.string()).nullish().describe('Further flags of kube-scheduler.'),
  })
  .nullish()
  .describe('A scheduler that packs users, for hubs without userScheduler: the real kube-scheduler; docs/packing.md.')
