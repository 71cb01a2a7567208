/** What others say in the API server's place, and what becomes of its own words on the way. */
import { SECOND } from '../../support/time.ts'
import { type Fault, PROMPT } from '../fault.ts'
import { cutShort, littered, muddled } from '../proxy/passages.ts'
import type { Answer, Asked } from '../proxy/trouble.ts'
import { misbehaving, repeatedly } from './kinds.ts'

const HTML = { 'content-type': 'text/html' }
const page = (text: string) => `<!doctype html><html><body><h1>${text}</h1></body></html>`
const isDeployment = ({ isWrite, path }: Asked) => isWrite && path.includes('/deployments/')
const always = (answer: Answer) => () => ({ answers: () => answer })
const retryAfter = (seconds: number) => ({ headers: { 'retry-after': String(seconds) } })

const GONE = JSON.stringify({
  type: 'ERROR',
  object: { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason: 'Expired', message: 'too old', code: 410 },
})

/** Each path is answered so once. */
function onceEach(isMeant: (asked: Asked) => boolean, answer: Answer): (asked: Asked) => Answer | undefined {
  const answered = new Set<string>()
  return (asked) => {
    if (!isMeant(asked) || answered.has(asked.path)) return undefined
    answered.add(asked.path)
    return answer
  }
}

export const answers: readonly Fault[] = [
  misbehaving('429 with Retry-After 0 for every write of a Deployment', () => ({
    answers: (asked) => (isDeployment(asked) ? { status: 429, ...retryAfter(0) } : undefined),
  })),
  misbehaving('429 with Retry-After 1 for everything', always({ status: 429, ...retryAfter(1) })),
  misbehaving('503 with Retry-After 600 for one write of each Deployment', () => ({
    answers: onceEach(isDeployment, { status: 503, ...retryAfter(600) }),
  })),
  misbehaving('503 once for everything', () => ({ answers: onceEach(() => true, { status: 503 }) })),
  misbehaving('500 for half of all requests', ({ random }) => ({
    answers: () => (random() < 0.5 ? { status: 500 } : undefined),
  })),
  misbehaving('502 and a page for everything', always({ status: 502, headers: HTML, body: page('Bad Gateway') })),
  misbehaving('200 and a log-in page for everything', always({ status: 200, headers: HTML, body: page('Log in') })),
  misbehaving('401 for everything', always({ status: 401 })),
  misbehaving('403 for everything', always({ status: 403 })),
  misbehaving('answers to writes of Deployments are lost', () => ({ loses: isDeployment })),
  repeatedly(
    'every watch ends with 410, eight times',
    700,
    ({ replicas }) => {
      for (const { proxy } of replicas) proxy.endWatches(GONE)
    },
    { lastsMs: 7 * 700 },
  ),
  misbehaving('events come twice and in another order', ({ random }) => ({ watches: () => muddled(random) }), {
    limit: PROMPT,
  }),
  misbehaving('lines are cut off, and the answer ends', () => ({ watches: () => cutShort('end') })),
  misbehaving('lines are cut off, and the connection breaks', () => ({ watches: () => cutShort('reset') })),
  misbehaving('between the events stands rubbish', ({ random }) => ({ watches: () => littered(random) }), {
    lastsMs: 15 * SECOND,
  }),
]
