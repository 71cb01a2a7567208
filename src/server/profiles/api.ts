import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Observed } from '../../domain/decide/observed.ts'
import { type Problem, problem } from '../../domain/problem.ts'
import type { ImageChoice } from '../../domain/profiles/choosing/image-streams.ts'
import { type Offer, offersOf } from '../../domain/profiles/choosing/offers.ts'
import { sayHowSoon } from '../../domain/room/how-soon.ts'
import { faults } from '../faults.ts'
import { type ApplyDeps, applyToPod } from './apply-to-pod.ts'
import type { Authenticate } from './authenticate.ts'
import { plainQuestionOf, type Question, questionOf, type Reading } from './question.ts'

export interface ProfilesApiDeps {
  /** The config may say so at any time. */
  readonly enabled: () => boolean
  readonly authenticate: Authenticate
  /** undefined: profiles have not been read yet. */
  readonly profiles: () => ApplyDeps | undefined
  /** Give pods back as they are. */
  readonly dryRun: () => boolean
  /** What the scaler sees; undefined before its first decision. */
  readonly observed: () => Observed | undefined
  /** How long a boot takes in a pool. */
  readonly leadMs: (pool: string) => number
  readonly images: () => Promise<readonly ImageChoice[]>
  /** Told of a fault of ours. */
  readonly onFailure: (because: string) => void
}

/**
 * The way in for a hub that asks: its pod with the profiles, and what a form offers. Whatever is wrong is answered as
 * `{problems: [{where, text}]}`: 400 the question, 401 and 403 who asks, 404 not enabled, 422 a required service failed, 503 not ready.
 */
export const profilesApi =
  (deps: ProfilesApiDeps): FastifyPluginAsync =>
  async (server) => {
    server.addHook('onRequest', async (request, reply) => {
      if (!deps.enabled()) return refuse(reply, 404, problem('profiles.api', 'is not enabled in the values'))
      const caller = await deps.authenticate(request.headers.authorization)
      if (caller.at === 'known') {
        request.setDecorator(NAMESPACE, caller.namespace)
        return
      }
      if (caller.status === 401) reply.header('www-authenticate', 'Bearer')
      return refuse(reply, caller.status, problem('Authorization', caller.because))
    })
    server.decorateRequest(NAMESPACE, '')
    const answerTo = (because: string, status: number) => ({
      problems: [problem(status < 500 ? 'the body' : 'warmseats', because)],
    })
    const onFault = (error: unknown) => deps.onFailure((error instanceof Error && error.stack) || String(error))
    server.setErrorHandler(faults({ onFault, answer: answerTo }))

    const answer = async (reply: FastifyReply, reading: Reading, by: Answering) => {
      if ('problems' in reading) return refuse(reply, 400, ...reading.problems)
      const profiles = deps.profiles()
      if (!profiles) return refuse(reply, 503, problem('profiles', 'have not been read yet; try again'))
      return by(reading.question, profiles)
    }
    const sizes =
      (caller: string): Answering =>
      ({ pod, spawn, namespace = caller }, { setFor }) => ({
        sizes: offersOf(pod, setFor(namespace), spawn, deps.observed(), deps.leadMs).map(shown),
      })
    const callerOf = (request: FastifyRequest) => request.getDecorator<string>(NAMESPACE)

    server.post('/profiles/apply', (request, reply) =>
      answer(reply, questionOf(request.body), async ({ pod, spawn, namespace }, profiles) => {
        if (deps.dryRun()) return { pod, problems: [] }
        const where = { namespace: namespace ?? callerOf(request), dryRun: false }
        const given = await applyToPod(pod, spawn, where, profiles)
        if (given.refusal !== undefined) return refuse(reply, 422, problem('services', given.refusal))
        return { pod: given.pod, problems: given.problems }
      }),
    )
    server.get('/profiles/sizes', (request, reply) =>
      answer(reply, plainQuestionOf(request.query), sizes(callerOf(request))),
    )
    server.post('/profiles/sizes', (request, reply) =>
      answer(reply, questionOf(request.body), sizes(callerOf(request))),
    )
    server.get('/profiles/images', async () => ({ images: await deps.images() }))
  }

type Answering = (question: Question, profiles: ApplyDeps) => object | Promise<object>

/** Where the one who asks lives: a pod that names no namespace will be created there. */
const NAMESPACE = 'callerNamespace'

const shown = ({ name, resources, gpu, soon }: Offer) => ({
  name,
  ...resources,
  gpu,
  soon: { ...soon, text: sayHowSoon(soon) },
})

const refuse = (reply: FastifyReply, status: number, ...problems: readonly Problem[]) =>
  reply.code(status).send({ problems })
