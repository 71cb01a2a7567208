import { z } from 'zod'
import { given } from '../../domain/given.ts'
import { type Problem, problem } from '../../domain/problem.ts'
import { problemsAt } from '../../domain/profiles/path.ts'
import { containerOf, type PodManifest } from '../../domain/profiles/pod/pod-manifest.ts'
import { readPod } from '../../domain/profiles/pod/read-pod.ts'
import { LONGEST_USER, type Spawn, spawnOf } from '../../domain/profiles/pod/spawn.ts'
import { USER_TOLERATIONS } from '../../domain/scheduling/taint.ts'

/** A pod that is about to be created, and for whom. */
export interface Question {
  readonly pod: PodManifest
  readonly spawn: Spawn
  /** Of the pod, where it is known. */
  readonly namespace?: string
}

export type Reading = { readonly question: Question } | { readonly problems: readonly Problem[] }

const name = z.string().exactOptional()
const user = z.string().max(LONGEST_USER, `has at most ${LONGEST_USER} characters`).exactOptional()
const choices = { user, image: name, size: name, gpuType: name }
const body = z.strictObject({ pod: z.unknown().optional(), namespace: name, ...choices })
const query = z.strictObject(choices)

/** Of a body `{pod, user, image, size, gpuType, namespace}`; what is missing beside the pod is taken out of it. */
export function questionOf(value: unknown): Reading {
  const checked = body.safeParse(value)
  if (!checked.success) return { problems: problemsAt(checked.error, 'the body') }
  const { pod, namespace, ...told } = checked.data
  if (pod === undefined) return { problems: [problem('pod', 'is missing; send the pod as it would be created')] }
  const read = readPod(pod)
  if ('problems' in read) return { problems: read.problems.map(({ where, text }) => problem(inPod(where), text)) }
  const spawn = { image: containerOf(read.pod)?.image ?? '', ...spawnOf(read.pod), ...told }
  const inNamespace = namespace ?? read.pod.metadata?.namespace
  return withUser(read.pod, spawn, inNamespace)
}

/** Of a query `?user=ada&image=…`: of a pod as zero-to-jupyterhub would place it, without any resources. */
export function plainQuestionOf(value: unknown): Reading {
  const checked = query.safeParse(value)
  if (!checked.success) return { problems: problemsAt(checked.error, 'the query') }
  const { image = '' } = checked.data
  const pod = { metadata: {}, spec: { containers: [{ name: 'notebook', image }], tolerations: USER_TOLERATIONS } }
  return withUser(pod, { image, ...checked.data })
}

function withUser(pod: PodManifest, spawn: Partial<Spawn> & { readonly image: string }, namespace?: string): Reading {
  const { user } = spawn
  if (!user) return { problems: [problem('user', 'is missing, and the pod does not tell whose it is')] }
  return { question: { pod, spawn: { ...spawn, user }, ...given({ namespace: namespace || undefined }) } }
}

const inPod = (where: string): string => (where === 'pod' ? where : `pod.${where}`)
