import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { NEVER, Subject } from 'rxjs'
import type { RecordOptions } from '../../../src/commands/record/options.ts'
import { record } from '../../../src/commands/record/record.ts'
import { simulate } from '../../../src/commands/simulate.ts'
import { eventually } from '../../cluster/index.ts'
import { type Exchange, type FakeApi, fakeApi } from '../../kubernetes/support/fake-api.ts'
import { folder } from '../../kubernetes/support/kubeconfig.ts'
import { poolLabels } from '../../support/config.ts'
import { rawNode } from '../../support/node.ts'
import { rawPod } from '../../support/pod.ts'
import { SECOND } from '../../support/time.ts'
import { kubeconfigOf } from '../cluster/kubeconfig.ts'

const SOON = { everyMs: 1 }

const [NODES, PODS] = ['/api/v1/nodes', '/api/v1/pods']
const HOUR_AGO = Math.floor(Date.now() / SECOND) * SECOND - 3600 * SECOND
const ada = rawPod({ user: 'ada', on: 'n1', created: HOUR_AGO, cpu: '200m', memory: '2Gi' })
const VALUES = JSON.stringify({ nodePools: { user: { nodeSelector: poolLabels('user'), replicas: 1 } } })

const versioned = (raw: { readonly metadata?: object }, resourceVersion: string) => ({
  ...raw,
  metadata: { ...raw.metadata, resourceVersion },
})

/** A cluster with one node and Ada's server; what its pod watches hear is the test's to say. */
function oneServer(api: FakeApi) {
  const watches: Exchange[] = []
  const pods = [versioned(ada, '1')]
  api.serve((exchange) => {
    if (exchange.query.watch) {
      exchange.stream()
      if (exchange.path === PODS) watches.push(exchange)
    } else if (exchange.path === PODS) exchange.page(pods, { resourceVersion: '1' })
    else if (exchange.path === NODES) exchange.page([versioned(rawNode(), '1')], { resourceVersion: '1' })
    else exchange.refuse(403, { message: 'not for you' })
  })
  return { watches, pods }
}

interface Ran {
  readonly lines: string
  readonly progress: string
}

async function recorded(
  options: RecordOptions,
  api: FakeApi,
  stop$: Subject<void> | typeof NEVER = NEVER,
): Promise<Ran> {
  using files = kubeconfigOf(api)
  const [lines, progress]: [string[], string[]] = [[], []]
  const voices = {
    line: (text: string) => void lines.push(text),
    progress: (text: string) => void progress.push(`${text}\n`),
  }
  await record({ kubeconfig: files.kubeconfig, ...options }, voices, stop$)
  return { lines: lines.join(''), progress: progress.join('') }
}

describe('with a config of its own', () => {
  it('--now: who is there, without names, and asks for pods and nodes alone', async () => {
    await using api = await fakeApi()
    using files = folder()
    oneServer(api)
    const { lines, progress } = await recorded({ config: files.write('values.yaml', VALUES), now: true }, api)
    const came = new Date(HOUR_AGO).toISOString().replace('.000', '')
    assert.match(
      lines,
      new RegExp(`^time,user,pool,cpu,memory,stay\n# recorded from .*\n${came},v1,user,200m,2Gi,\n# rec`),
    )
    assert.doesNotMatch(lines, /ada|jupyter|n1/)
    assert.equal(progress, '1 visit, 1 of them still there\n')
    assert.deepEqual([...new Set(api.seen.map(({ path }) => path))].toSorted(), [NODES, PODS])
  })

  it('a line for each that ends, until it is stopped; simulate plays the scenario that it leaves', async () => {
    await using api = await fakeApi()
    using files = folder()
    const { watches } = oneServer(api)
    const [out, scenario] = [`${files.path}/trace.csv`, `${files.path}/life.yaml`]
    const stop$ = new Subject<void>()
    const running = recorded({ config: files.write('values.yaml', VALUES), out, scenario }, api, stop$)
    await eventually('a watch', () => watches.length > 0, SOON)
    const grace = rawPod({ user: 'grace', on: 'n1', created: HOUR_AGO + 10 * SECOND, cpu: '200m', memory: '2Gi' })
    watches[0]?.send({ type: 'ADDED', object: versioned(grace, '2') }, { type: 'DELETED', object: versioned(ada, '3') })
    await eventually('a line', () => readFileSync(out, 'utf8').includes(',v1,'), SOON)
    stop$.next()
    const { lines, progress } = await running
    assert.equal(lines, '')
    assert.match(readFileSync(out, 'utf8'), /,v1,user,200m,2Gi,36\d\d\n.*,v2,user,200m,2Gi,\n# recorded until .*\n$/)
    assert.match(
      progress,
      /^records the servers of users in user: 1 are there now; Ctrl-C ends it\n2 visits in .*, 1 of/,
    )
    const report = JSON.parse(await simulate({ scenario, compare: 'none', output: 'json' }))
    // Whoever left in the second in which it began is none of it.
    assert.ok(report.policies[0].waits.people >= 1)
    assert.deepEqual(
      report.policies.map(({ policy }: { readonly policy: string }) => policy),
      ['warmseats', 'none'],
    )
  })

  it('a history that is gone is listed anew: who is not in it any more has left', async () => {
    await using api = await fakeApi()
    using files = folder()
    const { watches, pods } = oneServer(api)
    const out = `${files.path}/trace.csv`
    const stop$ = new Subject<void>()
    const running = recorded({ config: files.write('values.yaml', VALUES), out }, api, stop$)
    await eventually('a watch', () => watches.length > 0, SOON)
    pods.length = 0
    watches[0]?.send({ type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired' } }).end()
    await eventually('a line', () => readFileSync(out, 'utf8').includes(',v1,'), SOON)
    stop$.next()
    assert.match((await running).progress, /\n1 visit in .*trace\.csv, 0 of them still there\n$/)
    assert.match(readFileSync(out, 'utf8'), /,v1,user,200m,2Gi,3\d{3}\n/)
  })

  it('who may not see pods is told what is missing', async () => {
    await using api = await fakeApi()
    using files = folder()
    api.serve((exchange) => exchange.refuse(403, { message: 'forbidden' }))
    await assert.rejects(
      recorded({ config: files.write('values.yaml', VALUES) }, api),
      /^InputError: .*(pods|nodes).*forbidden/,
    )
  })

  it('stopped before it has seen anything, it is unfinished', async () => {
    await using api = await fakeApi()
    using files = folder()
    const stop$ = new Subject<void>()
    const running = recorded({ config: files.write('values.yaml', VALUES) }, api, stop$)
    await api.next()
    stop$.next()
    await assert.rejects(running, /^Unfinished: it was stopped before it had seen the cluster/)
  })
})

it('without a config the release says; where there is none, that is said', async () => {
  await using api = await fakeApi()
  api.serve((exchange) => exchange.answer(200, { kind: 'List', items: [] }))
  await assert.rejects(recorded({ now: true }, api), /^InputError: no release of Warmseats is in namespace jhub: give/)
})
