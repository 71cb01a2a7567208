import { admissionRoute } from '../../../src/server/profiles/admission.ts'
import { BODY_LIMIT, secureServer } from '../../../src/server/profiles/https.ts'
import { NO_REFUSAL } from '../../server/connections/no-refusal.ts'
import { profilesIn } from '../../support/profiles.ts'
import { cpuMs } from '../stepped.ts'
import { type Grammar, list, long, MB, type Trial, times } from './grammar.ts'

const PROFILES = `
profiles:
  - name: everybody
    env: {REGION: north, E1: "$(E2)"}
    resources: {requests: {memory: 1Gi, cpu: 1}, limits: {memory: 2Gi}}
    node_tolerations: [{key: course, operator: Exists}]
    node_affinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [
      {matchExpressions: [{key: a, operator: Exists}]}, {matchExpressions: [{key: b, operator: Exists}]}]}}
  - name: volumes
    volumes: [${list(50, (at) => `{name: new${at}, persistentVolumeClaim: {claimName: c}}`)}]
`

const KNOBS = {
  ...{ containers: 1, initContainers: 0, env: 20, value: 8, references: 0, mounts: 1, volumes: 1, tolerations: 1 },
  ...{ terms: 1, expressions: 1, preferred: 0, values: 1, labels: 2, annotations: 2, annotation: 8, resources: 1 },
  ...{ quantity: 3, selectors: 1, image: 12, user: 4, unknown: 0, depth: 0, wrong: 0, names: 8, digits: 0, spaces: 0 },
} as const

type Pod = Readonly<Record<keyof typeof KNOBS, number>>

/** The question about a pod that the API server asks the webhook: whoever may create pods writes most of it. */
export const admissionGrammar: Grammar = {
  name: 'admission',
  knobs: KNOBS,
  mostBytes: BODY_LIMIT,
  keptBytes: 2 * MB,
  make: (sizes, text) => {
    const pod = sizes as Pod
    text.add(
      '{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u","namespace":"hub","object":{',
    )
    text.add(`"kind":"Pod","metadata":${metadataOf(pod)},"spec":{"containers":[`)
    text.add(containerOf(0, pod))
    text.times(pod.containers - 1, (n) => `,${containerOf(n + 1, pod)}`)
    text.add('],"initContainers":[{}')
    text.times(pod.initContainers, () => ',{"resources":{"requests":{"cpu":"1"}}}')
    text.add('],"volumes":[{"name":"home"}')
    text.times(pod.volumes, (n) => `,{"name":"v${n}","emptyDir":{}}`)
    text.add('],"tolerations":[{}')
    text.times(pod.tolerations, (n) => `,{"key":"k${n}","operator":"Exists"}`)
    text.add(`],"nodeSelector":{${record(pod.selectors)}},"affinity":{"nodeAffinity":${affinityOf(pod)}}`)
    text.times(pod.unknown, (n) => `,"x${n}":{}`)
    text.add(`,"deep":${long('[', pod.depth)}1${long(']', pod.depth)}}}}}`)
    text.add(long(' ', pod.spaces))
  },
  read: asked(),
}

const record = (count: number, length = 1): string => list(count, (n) => `"k${n}":"${long('v', length)}"`)

const metadataOf = ({ labels, annotations, annotation, user }: Pod): string =>
  `{"labels":{${record(labels)}},"annotations":{"hub.jupyter.org/username":"${long('u', user)}"${times(annotations, (n) => `,"a${n}":"${long('v', annotation)}"`)}}}`

const containerOf = (n: number, pod: Pod): string =>
  `{"name":"c${n}${long('c', Math.max(0, pod.names - 8))}","image":"${long('i/', pod.image)}",` +
  `"env":[${list(pod.env, (at) => `{"name":"E${at}","value":"${long('v', pod.value)}${times(pod.references, (to) => `$(E${to})`)}"}`)}],` +
  `"volumeMounts":[${list(pod.mounts, (at) => `{"name":"v${at}","mountPath":"/m${at}"}`)}],` +
  `"resources":{"requests":{${list(pod.resources, (at) => `"r${at}":"${long('9', pod.quantity)}"`)}}}` +
  `${times(pod.wrong, (at) => (at === 0 ? ',"ports":[7' : ',7'))}${pod.wrong > 0 ? ']' : ''}` +
  `${pod.digits > 0 ? `,"n":${long('9', pod.digits)}` : ''}}`

const affinityOf = ({ terms, expressions, preferred, values }: Pod): string => {
  const expression = (at: number) => `{"key":"k${at}","operator":"In","values":[${list(values, (n) => `"v${n}"`)}]}`
  const term = () => `{"matchExpressions":[${list(expressions, expression)}]}`
  return (
    `{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[${list(terms, term)}]},` +
    `"preferredDuringSchedulingIgnoredDuringExecution":[${list(preferred, (n) => `{"weight":${1 + (n % 100)},"preference":${term()}}`)}]}`
  )
}

const PATH = `/mutate/${'0'.repeat(64)}`

/** Through the product's own route. All that it takes together is at least its longest step. */
function asked(): (text: string) => Promise<Trial> {
  const { routes } = secureServer({ onFault: () => undefined, onRefused: NO_REFUSAL })
  const set = profilesIn(PROFILES)
  const deployServices = () => Promise.reject(new Error('no profile has services'))
  const profiles = { setFor: () => set, mountPath: '/home/jovyan', deployServices, timeoutMs: 1000 }
  let outcome = ''
  admissionRoute(routes, {
    accepts: (path) => path === PATH,
    profiles: () => profiles,
    dryRun: () => false,
    clock: () => 0,
    tell: (admission) => {
      outcome = admission.outcome
    },
  })
  return async (body) => {
    outcome = 'unread'
    const headers = { 'content-type': 'application/json' }
    await routes.ready()
    const beganMs = cpuMs()
    const { rawPayload, statusCode } = await routes.inject({ method: 'POST', url: PATH, body, headers })
    return { verdict: `${outcome} ${statusCode}`, longestMs: cpuMs() - beganMs, keptBytes: rawPayload.length }
  }
}
