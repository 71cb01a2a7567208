import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { uncordonAll } from '../../src/commands/uncordon-all.ts'
import { CORDONED_BY, SWITCH } from '../../src/domain/utilization/marks.ts'
import { fakeApi } from '../kubernetes/support/fake-api.ts'
import { rawNode } from '../support/node.ts'
import { cordonedByUs } from '../support/utilization.ts'
import { kubeconfigOf } from './cluster/kubeconfig.ts'

const STATE = 'hub-state'
const MINE = `jhub/${STATE}`

/** An API server whose nodes carry cordons: by the node's name, of whom; null: of no release. */
async function cluster(cordons: Record<string, string | null>) {
  const api = await fakeApi()
  const files = kubeconfigOf(api)
  const done: string[] = []
  const world = {
    api,
    done,
    cordons,
    /** Writes to nodes are refused. */
    isForbidden: false,
    kubeconfig: files.kubeconfig,
    async [Symbol.asyncDispose]() {
      files[Symbol.dispose]()
      await api.close()
    },
  }
  const items = () =>
    Object.entries(cordons).map(([name, by]) => {
      const { cordoned = true, annotations = {} } = cordonedByUs('09:00')
      return rawNode({ name, cordoned, annotations: { ...annotations, ...(by === null ? {} : { [CORDONED_BY]: by }) } })
    })
  api.serve((exchange) => {
    const node = exchange.path.split('/').at(-1) ?? ''
    if (exchange.method === 'GET') return exchange.answer(200, { kind: 'NodeList', items: items() })
    if (exchange.path.includes('configmaps')) {
      done.push(`${exchange.path} ${JSON.parse(exchange.body).metadata.annotations[SWITCH]}`)
      return exchange.answer(200)
    }
    if (world.isForbidden) return exchange.refuse(403, { reason: 'Forbidden', message: 'may not' })
    done.push(`uncordon ${node}`)
    delete cordons[node]
    exchange.answer(200)
  })
  return world
}

describe('warmseats uncordon-all', () => {
  it('tells the controller, and takes back what this release cordoned, and no more', async () => {
    await using world = await cluster({ n1: MINE, n2: 'jhub/other-state', n3: null })
    const { kubeconfig } = world
    assert.equal(await uncordonAll({ kubeconfig, state: STATE }, async () => {}), 'node n1 taken back')
    assert.deepEqual(world.done, [`/api/v1/namespaces/jhub/configmaps/${STATE} off`, 'uncordon n1'])
  })
  it('without a release takes back all cordons of the policy, whose ever they are', async () => {
    await using world = await cluster({ n1: MINE, n2: 'jhub/other-state', n3: null })
    await uncordonAll({ kubeconfig: world.kubeconfig }, async () => {})
    assert.deepEqual(world.done, ['uncordon n1', 'uncordon n2', 'uncordon n3'])
  })
  it('looks again: a cordon may have been on its way when the switch was set', async () => {
    await using world = await cluster({})
    const late = async () => {
      if (!world.done.includes('uncordon n1')) world.cordons.n1 = MINE
    }
    assert.equal(await uncordonAll({ kubeconfig: world.kubeconfig, state: STATE }, late), 'node n1 taken back')
    assert.deepEqual(world.cordons, {})
  })
  it('believes it when none is there twice', async () => {
    await using world = await cluster({})
    let pauses = 0
    const pause = async () => void pauses++
    const said = await uncordonAll({ kubeconfig: world.kubeconfig, state: STATE }, pause)
    assert.deepEqual([said, pauses], ['no node is cordoned by the policy', 1])
  })
  it('gives up at last, with the reason for each node', async () => {
    await using world = await cluster({ n1: MINE })
    world.isForbidden = true
    let pauses = 0
    const pause = async () => void pauses++
    await assert.rejects(
      uncordonAll({ kubeconfig: world.kubeconfig, state: STATE }, pause),
      /still cordoned by the utilization policy:\n.*n1/,
    )
    assert.equal(pauses, 9)
  })
})
