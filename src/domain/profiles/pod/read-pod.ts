import { z } from 'zod'
import type { Problem } from '../../problem.ts'
import { problemsAt } from '../path.ts'
import type { PodManifest } from './pod-manifest.ts'

const texts = z.record(z.string(), z.string()).nullish()
const named = z.looseObject({ name: z.string() })
const amounts = z.record(z.string(), z.union([z.string(), z.number()])).nullish()
const terms = z.array(z.looseObject({})).nullish()
const demands = z
  .array(z.looseObject({ key: z.string(), operator: z.string(), values: z.array(z.string()).optional() }))
  .optional()
const requirements = z.looseObject({ requests: amounts, limits: amounts }).nullish()

/** Only what profiles read of a pod; the API server judges the rest. */
const pod = z.looseObject({
  kind: z.literal('Pod', { error: 'must be Pod' }),
  metadata: z.looseObject({ labels: texts, annotations: texts }),
  spec: z.looseObject({
    containers: z
      .array(
        z.looseObject({
          name: z.string(),
          image: z.string().exactOptional(),
          env: z.array(named).nullish(),
          volumeMounts: z.array(named).nullish(),
          resources: requirements,
        }),
      )
      .min(1, 'needs at least one container'),
    initContainers: z.array(z.looseObject({ resources: requirements })).optional(),
    volumes: z.array(named).nullish(),
    nodeSelector: texts,
    tolerations: terms,
    affinity: z
      .looseObject({
        nodeAffinity: z
          .looseObject({
            requiredDuringSchedulingIgnoredDuringExecution: z
              .looseObject({
                nodeSelectorTerms: z
                  .array(z.looseObject({ matchExpressions: demands, matchFields: demands }))
                  .nullish(),
              })
              .nullish(),
            preferredDuringSchedulingIgnoredDuringExecution: terms,
          })
          .nullish(),
      })
      .nullish(),
  }),
})

/** Takes a value for a pod if it has a pod's shape. @returns the pod itself, or what is wrong with it */
export function readPod(value: unknown): { readonly pod: PodManifest } | { readonly problems: readonly Problem[] } {
  const checked = pod.safeParse(value)
  if (checked.success) return { pod: value as PodManifest }
  return { problems: problemsAt(checked.error, 'pod') }
}
