import { z } from 'zod'
import { type Problem, problem } from '../../problem.ts'
import { problemsAt } from '../path.ts'
import type { PodManifest } from './pod-manifest.ts'
import { LONGEST_USER, spawnOf } from './spawn.ts'

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

/** A pod of a hub has a few hundred; the API server waits while they are looked at. */
const MOST_VALUES = 10_000

/** Whether there are more values in one, those inside of others counted. However deep, it is not walked further. */
function holdsMore(value: unknown, most: number): boolean {
  const open = [value]
  let left = most
  while (open.length > 0) {
    const one = open.pop()
    if (typeof one !== 'object' || one === null) continue
    const inside = Object.values(one)
    left -= inside.length
    if (left < 0) return true
    for (const each of inside) open.push(each)
  }
  return false
}

/** Takes a value for a pod if it has a pod's shape. @returns the pod itself, or what is wrong with it */
export function readPod(value: unknown): { readonly pod: PodManifest } | { readonly problems: readonly Problem[] } {
  if (holdsMore(value, MOST_VALUES))
    return { problems: [problem('pod', `holds more than ${MOST_VALUES} values; no pod of a hub has so many`)] }
  const checked = pod.safeParse(value)
  if (!checked.success) return { problems: problemsAt(checked.error, 'pod') }
  const { length } = spawnOf(value as PodManifest)?.user ?? ''
  if (length > LONGEST_USER)
    return { problems: [problem('pod', `is of a user whose name has ${length} characters; at most ${LONGEST_USER}`)] }
  return { pod: value as PodManifest }
}
