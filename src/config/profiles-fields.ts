import { z } from 'zod'
import { notAnImagePattern } from '../domain/images/allowed.ts'
import { FAILURE_POLICIES } from '../domain/settings/config.ts'
import { DO_NOT_DISRUPT } from '../domain/settings/do-not-disrupt.ts'
import * as field from './fields.ts'

/** `profiles` of the values. */

const names = z.array(z.string())
const seconds = z.number().int('not a whole number').min(1, 'must be at least 1').max(30, 'must be at most 30')

const kind = z.looseObject({
  apiGroup: z.string().describe('Its API group; "" for core.'),
  resource: z.string().min(1, 'is empty').describe('Its plural, as in the path: configmaps, sparkclusters.'),
})

const image = z.looseObject({
  image: z.string().min(1, 'is empty').describe('As it stands in the pod.'),
  title: z.string().nullish().describe('How the form calls it; unset: the image.'),
})

const imagePattern = z.string().superRefine((entry, context) => {
  const message = notAnImagePattern(entry)
  if (message !== undefined) context.addIssue({ code: 'custom', message })
})

const webhook = z.looseObject({
  enabled: z.boolean().nullish().describe('Patch user pods as they are created; no change of the hub is needed.'),
  failurePolicy: z
    .enum(FAILURE_POLICIES)
    .nullish()
    .describe('What happens while no controller answers: Ignore, the pod starts without profiles; Fail, it does not.'),
  timeoutSeconds: seconds.nullish().describe('So long the API server waits for the patch, 1 to 30 seconds.'),
  namespaces: field.namespaces
    .nullish()
    .describe('Where; empty: those of userPods.namespaces, else the release’s own; `*`: all.'),
  certificateLifetime: field.duration
    .nullish()
    .describe('Our certificate is valid so long; it is renewed after two thirds.'),
  certManager: z
    .looseObject({ enabled: z.boolean().nullish(), issuer: z.string().nullish(), issuerKind: z.string().nullish() })
    .nullish()
    .describe('Let cert-manager make the certificate; without it the controllers make and renew their own.'),
})

const account = z.string().min(1, 'is empty')
const caller = z.union([
  account,
  z.looseObject({
    name: account.describe('A ServiceAccount: "name" in the release’s namespace, or "namespace/name".'),
    namespaces: names
      .nullish()
      .describe('For whose pods it may ask, beside those of its own namespace; `*`: everybody’s.'),
  }),
])

export const profiles = z.looseObject({
  enabled: z.boolean().nullish().describe('Apply profiles to user pods.'),
  namespaces: field.namespaces
    .nullish()
    .describe("Namespaces whose ConfigMaps hold profiles for their own pods, beside the release's, which are for all."),
  static: z
    .record(z.string(), z.unknown())
    .nullish()
    .describe('Profiles that stand in the values, after those of ConfigMaps: the keys profiles, sizes, gpuTypes.'),
  allowedSecrets: names
    .nullish()
    .describe('Secrets that profiles of ConfigMaps may give variables out of: names, or patterns such as `course-*`.'),
  allowedClaims: names
    .nullish()
    .describe('Volume claims that profiles of ConfigMaps may mount: names, or patterns such as `data-*`.'),
  allowedImages: z
    .array(imagePattern)
    .nullish()
    .describe(
      'Images that profiles of ConfigMaps may give: a repository for any tag of it, `quay.io/hub/exam:2026-10` for one, or patterns such as `quay.io/hub/*`.',
    ),
  reservedEnv: names
    .nullish()
    .describe('Variables that profiles of ConfigMaps may not set: names, or patterns such as `LD_*`.'),
  doNotDisrupt: z
    .enum(DO_NOT_DISRUPT)
    .nullish()
    .describe(
      'Whose pods get the annotations by which autoscalers leave their nodes alone: never; exams, who comes to an event for which a profile says `during`; classes, who comes to any; always.',
    ),
  sitTogether: z
    .boolean()
    .nullish()
    .describe('Pods of users prefer nodes where users are, so that they fill one node before the next.'),
  schedulerName: z
    .string()
    .regex(/^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$/, 'is no name of a scheduler, such as warmseats-packing')
    .nullish()
    .describe("The scheduler of users' pods that name none; empty: Kubernetes' own."),
  mountPath: z
    .string()
    .regex(/^\//, 'must be an absolute path, such as /home/jovyan')
    .nullish()
    .describe('Where volumes with a relative path are mounted.'),
  webhook: webhook.nullish().describe('The way in that needs no change of the hub.'),
  services: z
    .looseObject({ allowedKinds: z.array(kind).nullish() })
    .nullish()
    .describe("Objects beside users' servers: the kinds that templates may make, beside ConfigMaps."),
  api: z
    .looseObject({ enabled: z.boolean().nullish(), serviceAccounts: z.array(caller).nullish() })
    .nullish()
    .describe(
      'The way in for hubs that ask, and the choices for a form. Who may ask: ServiceAccounts, each for pods of its namespace, or {name, namespaces}.',
    ),
  images: z.array(image).nullish().describe('Images that users may choose, where the cluster has no ImageStreams.'),
})

export type ProfilesValues = z.infer<typeof profiles>

/** What counts where the values are silent. */
export const PROFILES_DEFAULTS = {
  enabled: false,
  namespaces: [] as string[],
  static: {} as Record<string, unknown>,
  allowedSecrets: [] as string[],
  allowedClaims: [] as string[],
  allowedImages: [] as string[],
  reservedEnv: [
    ...['JUPYTERHUB_*', 'JPY_*', 'JUPYTER_CONFIG_*'],
    ...['LD_*', 'PATH', 'PYTHONHOME', 'PYTHONPATH', 'PYTHONSTARTUP', 'NODE_OPTIONS', 'BASH_ENV', 'PROMPT_COMMAND'],
    ...['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'],
  ] as string[],
  mountPath: '/home/jovyan',
  doNotDisrupt: 'exams',
  sitTogether: false,
  schedulerName: '',
  webhook: {
    enabled: true,
    failurePolicy: 'Ignore',
    timeoutSeconds: 3,
    namespaces: [] as string[],
    certificateLifetime: '90d',
    certManager: { enabled: false, issuer: '', issuerKind: 'Issuer' },
  },
  services: { allowedKinds: [] as { apiGroup: string; resource: string }[] },
  api: { enabled: false, serviceAccounts: ['hub'] as string[] },
  images: [] as { image: string; title?: string | null }[],
} as const
export type CallerValues = z.infer<typeof caller>
