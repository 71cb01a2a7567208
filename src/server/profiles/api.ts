import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify'
import { sayHowSoon } from '../../domain/how-soon.ts'
import type { Observed } from '../../domain/observed.ts'
import { type Problem, problem } from '../../domain/problem.ts'
import type { ImageChoice } from '../../domain/profiles/image-streams.ts'
import { type Offer, offersOf } from '../../domain/profiles/offers.ts'
import type { PodManifest } from '../../domain/profiles/pod-manifest.ts'
import type { ProfileSet } from '../../domain/profiles/profile.ts'
import type { Authenticate } from './authenticate.ts'
import { plainQuestionOf, type Question, questionOf, type Reading } from './question.ts'

export interface ProfilesApiInput {
  readonly authenticate: Authenticate
  /** All that the sources say; undefined until they are read. */
  readonly profiles: () => ProfileSet | undefined
  /** What the scaler sees; undefined before its first decision. */
  readonly observed: () => Observed | undefined
  /** How long a boot takes in a pool. */
  readonly leadMs: (pool: string) => number
  readonly images: () => Promise<readonly ImageChoice[]>
  /** The pod with its profiles and services. */
  readonly apply: (question: Question, set: ProfileSet) => Promise<AppliedPod>
  /** Told of a fault of ours. */
  readonly onFailure: (because: string) => void
}

export interface AppliedPod {
  readonly pod: PodManifest
  readonly problems: readonly Problem[]
  /** Why the server may not start. */
  readonly refusal?: string
}

/** Pods are smaller: etcd takes 1.5 MiB, and the hub's are some KiB. */
const BODY_LIMIT = 2 ** 20

/**
 * The way in for a hub that asks: its pod with the profiles, and what a form offers. Whatever is wrong is answered as
 * `{problems: [{where, text}]}`: 400 the question, 401 and 403 who asks, 422 a required service failed, 503 not ready.
 */
export function profilesApi(server: FastifyInstance, input: ProfilesApiInput): void {
  server.addHook('onRequest', async ({ headers }, reply) => {
    const caller = await input.authenticate(headers.authorization)
    if (caller.at === 'known') return
    if (caller.status === 401) reply.header('www-authenticate', 'Bearer')
    return refuse(reply, caller.status, problem('Authorization', caller.because))
  })
  server.setErrorHandler((error: FastifyError, _request, reply) => {
    const { statusCode = 500, message } = error
    if (statusCode < 500) return refuse(reply, statusCode, problem('the body', message))
    input.onFailure(error.stack ?? message)
    return refuse(reply, 500, problem('warmseats', 'failed; its log says why'))
  })

  const answer = async <T>(
    reply: FastifyReply,
    reading: Reading,
    by: (question: Question, set: ProfileSet) => T | Promise<T>,
  ) => {
    if ('problems' in reading) return refuse(reply, 400, ...reading.problems)
    const set = input.profiles()
    if (!set) return refuse(reply, 503, problem('profiles', 'are not read yet; try again'))
    return by(reading.question, set)
  }
  const sizes = ({ pod, spawn }: Question, set: ProfileSet) => ({
    sizes: offersOf(pod, set, spawn, input.observed(), input.leadMs).map(shown),
  })

  server.post('/profiles/apply', { bodyLimit: BODY_LIMIT }, ({ body }, reply) =>
    answer(reply, questionOf(body), async (question, set) => {
      const { pod, problems, refusal } = await input.apply(question, set)
      return refusal === undefined ? { pod, problems } : refuse(reply, 422, problem('services', refusal))
    }),
  )
  server.get('/profiles/sizes', ({ query }, reply) => answer(reply, plainQuestionOf(query), sizes))
  server.post('/profiles/sizes', { bodyLimit: BODY_LIMIT }, ({ body }, reply) => answer(reply, questionOf(body), sizes))
  server.get('/profiles/images', async () => ({ images: await input.images() }))
}

const shown = ({ name, resources, gpu, soon }: Offer) => ({
  name,
  ...resources,
  gpu,
  soon: { ...soon, text: sayHowSoon(soon) },
})

const refuse = (reply: FastifyReply, status: number, ...problems: readonly Problem[]) =>
  reply.code(status).send({ problems })
