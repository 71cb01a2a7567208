import type { FastifyInstance, FastifyReply, onRequestHookHandler } from 'fastify'
import { PATH_PREFIX } from '../../domain/certificates/paths.ts'
import {
  type AdmissionAnswer,
  type AdmissionReview,
  answerAdmission,
  readAdmission,
} from '../../domain/profiles/applying/admission.ts'
import type { Admission } from '../../domain/profiles/known/profiles-event.ts'
import { patchOf } from '../../domain/profiles/pod/patch.ts'
import { readPod } from '../../domain/profiles/pod/read-pod.ts'
import { spawnOf } from '../../domain/profiles/pod/spawn.ts'
import { FAULT, faults } from '../faults.ts'
import { type ApplyDeps, applyToPod, sayProblem } from './apply-to-pod.ts'

export interface AdmissionDeps {
  /** Whether the API server was told to ask here. */
  readonly accepts: (path: string) => boolean
  /** undefined: profiles have not been read yet. */
  readonly profiles: () => ApplyDeps | undefined
  /** Patch nothing. */
  readonly dryRun: () => boolean
  readonly tell: (admission: Admission) => void
  /** Monotonic, ms. */
  readonly clock: () => number
}

type Judged = Omit<Admission, 'namespace' | 'tookMs'> & { readonly answer: AdmissionAnswer }

/**
 * The webhook: answers the API server's question about a new pod with a patch. Whatever goes wrong the pod is let
 * through, with a warning; only a service that the user's profiles require can refuse it. Who does not know the path
 * is told that there is nothing, before a byte of the question is read.
 */
export function admissionRoute(server: FastifyInstance, deps: AdmissionDeps): void {
  const onRequest: onRequestHookHandler = ({ params }, reply, done) => {
    const { key } = params as { key: string }
    if (deps.accepts(`${PATH_PREFIX}${key}`)) done()
    else reply.callNotFound()
  }
  type Answer = AdmissionReview | { readonly error: string }
  const tellFailed = (because: string) =>
    deps.tell({ outcome: 'failed', user: '', profiles: [], warnings: [because], namespace: '', tookMs: 0 })
  const errorHandler = faults({
    onFault: (error) => tellFailed(`a question of the API server is not answered: ${String(error)}`),
    answer: (error, status) => {
      if (status < 500) tellFailed(`a question of the API server cannot be read: ${error}`)
      return { error }
    },
  })
  server.post(
    `${PATH_PREFIX}:key`,
    { onRequest, errorHandler },
    async (request, reply): Promise<Answer | FastifyReply> => {
      const startMs = deps.clock()
      const asked = readAdmission(request.body)
      if ('because' in asked) return reply.code(400).send({ error: asked.because })
      const { uid, object, namespace, dryRun } = asked
      const { answer, ...told } = await judge(object, { namespace, dryRun }, deps).catch(failed)
      const tookMs = deps.clock() - startMs
      reply.send(answerAdmission(uid, answer, (text) => Buffer.from(text).toString('base64')))
      // It is on its way: who is told of it does not let the API server wait.
      deps.tell({ ...told, namespace, tookMs })
      return reply
    },
  )
}

async function judge(
  object: unknown,
  where: { readonly namespace: string; readonly dryRun: boolean },
  deps: AdmissionDeps,
): Promise<Judged> {
  const profiles = deps.profiles()
  if (!profiles) return notGiven('profiles have not been read yet')
  const read = readPod(object)
  if ('problems' in read) return notGiven(read.problems.map(sayProblem).join('; '))
  const spawn = spawnOf(read.pod)
  if (!spawn || deps.dryRun()) return untouched(spawn?.user ?? '')
  const { pod, problems, profiles: names, refusal } = await applyToPod(read.pod, spawn, where, profiles)
  const warnings = problems.map(sayProblem)
  const told = { user: spawn.user, profiles: names, warnings }
  if (refusal !== undefined) return { ...told, outcome: 'refused', answer: { refusal, warnings } }
  const patch = patchOf(read.pod, pod)
  return { ...told, outcome: patch.length > 0 ? 'patched' : 'untouched', answer: { patch, warnings } }
}

const untouched = (user: string): Judged => ({ outcome: 'untouched', user, profiles: [], warnings: [], answer: {} })

/** @param told what the person who creates the pod hears of it */
function notGiven(because: string, told = because): Judged {
  const said = (one: string) => [`no profile was applied: ${one}`]
  return { outcome: 'failed', user: '', profiles: [], warnings: said(because), answer: { warnings: said(told) } }
}

const failed = (error: unknown): Judged => notGiven(error instanceof Error ? error.message : String(error), FAULT)
