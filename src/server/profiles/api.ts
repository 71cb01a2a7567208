import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Observed } from '../../domain/decide/observed.ts'
import { given } from '../../domain/given.ts'
import { type Problem, problem } from '../../domain/problem.ts'
import type { ImageChoice } from '../../domain/profiles/choosing/image-streams.ts'
import { type Offer, offersOf } from '../../domain/profiles/choosing/offers.ts'
import type { RefusedCaller } from '../../domain/profiles/known/profiles-event.ts'
import { sayHowSoon } from '../../domain/room/how-soon.ts'
import { faults } from '../faults.ts'
import { type ApplyDeps, applyToPod } from './apply-to-pod.ts'
import type { Authenticate, Caller } from './authenticate.ts'
import { sayAccount } from './callers.ts'
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
  readonly onRefused: (refused: RefusedCaller) => void
}

/**
 * The way in for a hub that asks: its pod with the profiles, and what a form offers. Whatever is wrong is answered as
 * `{problems: [{where, text}]}`: 400 the question, 401, 403 and 429 who asks, 404 not enabled, 422 a required service failed,
 * 503 not ready.
 */
export const profilesApi =
  (deps: ProfilesApiDeps): FastifyPluginAsync =>
  async (server) => {
    server.addHook('onRequest', async (request, reply) => {
      if (!deps.enabled()) return refuse(reply, 404, problem('profiles.api', 'is not enabled in the values'))
      const caller = await deps.authenticate(request.headers.authorization, addressOf(request))
      if (caller.at === 'known') {
        request.setDecorator(CALLER, caller)
        return
      }
      const { claimed, status, because } = caller
      if (status === 401) reply.header('www-authenticate', 'Bearer')
      deps.onRefused({ account: claimed && sayAccount(claimed), address: addressOf(request), status, because })
      return refuse(reply, status, problem('Authorization', because))
    })
    server.decorateRequest(CALLER)
    const answerTo = (because: string, status: number) => ({
      problems: [problem(status < 500 ? 'the body' : 'warmseats', because)],
    })
    const onFault = (error: unknown) => deps.onFailure((error instanceof Error && error.stack) || String(error))
    server.setErrorHandler(faults({ onFault, answer: answerTo }))

    const answer = async (request: FastifyRequest, reply: FastifyReply, reading: Reading, by: Answering) => {
      if ('problems' in reading) return refuse(reply, 400, ...reading.problems)
      const { account, whyNotFor } = request.getDecorator<Known>(CALLER)
      const namespace = reading.question.namespace ?? account.namespace
      const because = whyNotFor(namespace)
      if (because !== undefined) {
        deps.onRefused({ account: sayAccount(account), address: addressOf(request), status: 403, because })
        return refuse(reply, 403, problem('namespace', because))
      }
      const profiles = deps.profiles()
      if (!profiles) return refuse(reply, 503, problem('profiles', 'have not been read yet; try again'))
      return by({ ...reading.question, namespace }, profiles)
    }
    const sizes: Answering = ({ pod, spawn, namespace }, { setFor, moment }) => ({
      sizes: offersOf(
        pod,
        setFor(namespace),
        { ...spawn, ...given({ moment: moment?.() }) },
        deps.observed(),
        deps.leadMs,
      ).map(shown),
    })

    server.post('/profiles/apply', (request, reply) =>
      answer(request, reply, questionOf(request.body), async ({ pod, spawn, namespace }, profiles) => {
        if (deps.dryRun()) return { pod, problems: [] }
        const made = await applyToPod(pod, spawn, { namespace, dryRun: false }, profiles)
        if (made.refusal !== undefined) return refuse(reply, 422, problem('services', made.refusal))
        return { pod: made.pod, problems: made.problems }
      }),
    )
    server.get('/profiles/sizes', (request, reply) => answer(request, reply, plainQuestionOf(request.query), sizes))
    server.post('/profiles/sizes', (request, reply) => answer(request, reply, questionOf(request.body), sizes))
    server.get('/profiles/images', async () => ({ images: await deps.images() }))
  }

type Known = Extract<Caller, { readonly at: 'known' }>

/** A pod that names no namespace will be created where the one who asks lives. */
type Placed = Question & { readonly namespace: string }
type Answering = (question: Placed, profiles: ApplyDeps) => object | Promise<object>

const CALLER = 'profilesCaller'

/** On a socket for both kinds an address of IPv4 stands in one of IPv6. */
const addressOf = ({ ip }: FastifyRequest): string => ip.replace(/^::ffff:/, '')

const shown = ({ name, resources, gpu, soon }: Offer) => ({
  name,
  ...resources,
  gpu,
  soon: { ...soon, text: sayHowSoon(soon) },
})

const refuse = (reply: FastifyReply, status: number, ...problems: readonly Problem[]) =>
  reply.code(status).send({ problems })
