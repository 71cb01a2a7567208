/** A lecture of 350 on nodes that nobody pulls images to but placeholders, or the people themselves. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import type { Step } from '../../src/domain/act/step.ts'
import { LONG_WAIT_MS, MINUTE_MS } from '../../src/domain/duration.ts'
import { readScenario } from '../../src/simulation/scenario/read.ts'
import { simulate } from '../../src/simulation/simulation.ts'
import { snapshotAfter } from '../support/snapshot.ts'
import { played } from './kept/kept.ts'

const LECTURE = readFileSync(new URL('../../examples/scenarios/lecture-350.yaml', import.meta.url), 'utf8')

interface Images {
  readonly pull?: string
  /** Of the nodes. */
  readonly registry?: readonly string[]
  /** Of the config. */
  readonly pool?: string
}

async function lecture({ pull = '90s', registry = [], pool = '' }: Images) {
  const nodes = [`imagePull: ${pull}`, 'imagePuller: false', ...registry].join('\n    ')
  const changed = LECTURE.replace('imagePull: 90s', nodes).replace('replicas: 0', `replicas: 0\n      ${pool}`)
  const { scenario } = await readScenario(changed, { readText: async () => '' })
  return scenario
}

/** How many of 355 waited longer than 30 s. */
async function late(images: Images): Promise<number> {
  const { everybody } = await played(await lecture(images), { at: 'warmseats' })
  assert.equal(everybody.length, 355)
  return everybody.filter(({ waitedMs, served }) => waitedMs > LONG_WAIT_MS || !served).length
}

interface Told {
  /** The first that is said of images, and how long after the placeholder came to its node that is the first to say so. */
  readonly text: string
  readonly afterMs: number
  /** What the page says two minutes after the class has begun. */
  readonly page: readonly string[]
}

async function told(images: Images): Promise<Told> {
  const scenario = await lecture(images)
  const { happenings$, clock, cluster, advance } = simulate(scenario)
  let triedMs: number | undefined
  let first: { readonly text: string; readonly atMs: number } | undefined
  let step: Step | undefined
  const world = happenings$.subscribe((happening) => {
    if (happening.type !== 'step') return
    step = happening.step
    const problem = step.decision.problems.find(({ where }) => where.endsWith('.userImages'))
    if (problem && !first) first = { text: problem.text, atMs: clock.now() }
  })
  const pods = cluster.pods.changes$.subscribe(({ object: { place, trouble, carries } }) => {
    if (trouble && carries && place.at === 'bound') triedMs ??= place.boundMs
  })
  await advance(scenario.startMs + 62 * MINUTE_MS)
  const { problems, verdict } = snapshotAfter(step)
  await advance(scenario.endMs)
  world.unsubscribe()
  pods.unsubscribe()
  assert.ok(first && triedMs, 'nothing is said')
  return {
    text: first.text,
    afterMs: first.atMs - triedMs,
    page: [...problems.map(({ text }) => text), JSON.stringify(verdict)],
  }
}

const PRIVATE = 'registry: {secret: hub-registry}'
const SECRET = 'imagePullSecrets: [hub-registry]'
const EARLY = 'leadTime: 12m'

describe('a lecture of 350 without an image puller', () => {
  it('nobody waits, because placeholders bring the image', async () => assert.equal(await late({}), 0))
  it('nor where it takes six minutes, if the class is told as early', async () =>
    assert.equal(await late({ pull: '6m', pool: EARLY }), 0))
  it('with an image that they do not bring, nearly everybody waits', async () =>
    assert.ok((await late({ pool: 'userImages: "off"' })) > 200))
})

describe('an image from a private registry', () => {
  it('nobody waits: placeholders have the secret from people’s servers', async () =>
    assert.equal(await late({ registry: [PRIVATE, SECRET] }), 0))
  it('nor where it takes six minutes', async () =>
    assert.equal(await late({ pull: '6m', registry: [PRIVATE, SECRET], pool: EARLY }), 0))
  it('without the secret it gets to no new node', async () => assert.ok((await late({ registry: [PRIVATE] })) > 200))
  it('which is said within a minute, in the registry’s words', async () => {
    const { text, afterMs, page } = await told({ registry: [PRIVATE] })
    assert.match(text, /^quay\.io\/\S+ does not get to \S+.*401 Unauthorized$/)
    assert.ok(afterMs <= MINUTE_MS, `${afterMs} ms`)
    assert.ok(page.some((one) => /the image of \d+ servers cannot be had \(ImagePullBackOff\)/.test(one)))
    assert.ok(
      page.some((one) => one.includes('401 Unauthorized')),
      page.join('\n'),
    )
  })
})

describe('a registry that fails', () => {
  const reset = 'read tcp 10.0.0.7:443: connection reset by peer'
  const outage = (from: string, to: string) => `registry: {outages: [{from: "${from}", to: "${to}", says: "${reset}"}]}`

  it('is said within a minute, in its words', async () => {
    const { text, afterMs, page } = await told({ registry: [outage('08:10', '11:00')] })
    assert.match(text, /connection reset by peer$/)
    assert.ok(afterMs <= MINUTE_MS, `${afterMs} ms`)
    assert.ok(
      page.some((one) => one.includes('connection reset by peer')),
      page.join('\n'),
    )
  })
  it('for a while in the middle of pulls is said, and costs nobody their seat if there is time', async () => {
    const broken = { registry: [outage('08:40', '08:52')], pool: 'leadTime: 25m' }
    const { text, page } = await told(broken)
    assert.match(text, /connection reset by peer$/)
    assert.ok(!page.some((one) => one.includes('connection reset')), 'and no longer once it is over')
    assert.equal(await late(broken), 0)
  })
  it('a limit of pulls is said, and yields', async () => {
    const limited = { registry: ['registry: {limit: {pulls: 4, every: 1m}}'], pool: EARLY }
    const { text, afterMs } = await told(limited)
    assert.match(text, /429 Too Many Requests$/)
    assert.ok(afterMs <= MINUTE_MS, `${afterMs} ms`)
    assert.equal(await late(limited), 0)
  })
})
