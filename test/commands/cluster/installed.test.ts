import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { configOf, findInstalled } from '../../../src/commands/cluster/installed.ts'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { CONFIG_KEY, MEMORY_KEY, memoryToJson } from '../../../src/domain/decide/memory-json.ts'
import { folder } from '../../kubernetes/support/kubeconfig.ts'
import { DEPLOYMENTS, type Held, jhub, release, STATE, stateMap } from './jhub.ts'

const VALUES = 'nodePools: {user: {nodeSelector: {a: b}}}'
const MEMORY = memoryToJson({ ...NO_MEMORY, leaving: { 'gpu-placeholder': 1 } })

async function pools(held: Held, file?: string) {
  await using cluster = await jhub(held)
  return await cluster.at(async (place) => {
    const { config } = await configOf(await findInstalled(place, undefined), place, file)
    return [...config.pools.keys()]
  })
}
async function installed(held: Held) {
  await using cluster = await jhub(held)
  return await cluster.at((place) => findInstalled(place, undefined))
}

describe('what a release remembers', () => {
  it('is in its state ConfigMap', async () => {
    const { state } = await installed({
      [DEPLOYMENTS]: [release()],
      [STATE]: stateMap({ [MEMORY_KEY]: MEMORY, [CONFIG_KEY]: VALUES }),
    })
    assert.deepEqual(state?.memory?.leaving, { 'gpu-placeholder': 1 })
    assert.equal(state?.config, VALUES)
  })
  it('is nothing while there is no ConfigMap, or no release', async () => {
    assert.equal((await installed({ [DEPLOYMENTS]: [release()] })).state, undefined)
    assert.deepEqual(await installed({ [DEPLOYMENTS]: [] }), { release: undefined, state: undefined })
  })
  it('that is not for us is a sentence', async () =>
    assert.rejects(installed({ [DEPLOYMENTS]: [release()], [STATE]: 403 }), /warmseats-state.*403/))
})

describe('the config that counts', () => {
  const held = { [DEPLOYMENTS]: [release()], [STATE]: stateMap({ [CONFIG_KEY]: VALUES }) }
  it('is the one that the release went by last', async () => assert.deepEqual(await pools(held), ['user']))
  it('is that of a file, where one is given', async () => {
    using files = folder()
    assert.deepEqual(await pools(held, files.write('v.yaml', 'nodePools: {lab: {nodeSelector: {a: c}}}')), ['lab'])
  })
  it('is asked for where there is none yet, or no release', async () => {
    await assert.rejects(pools({ ...held, [STATE]: stateMap({}) }), /has kept no good config yet; .*--config/)
    await assert.rejects(pools({ [DEPLOYMENTS]: [] }), /no release of Warmseats is in namespace jhub: .* -n.* --config/)
  })
  it('that is not good is said by its place', async () =>
    assert.rejects(
      pools({ ...held, [STATE]: stateMap({ [CONFIG_KEY]: 'nodePools: [' }) }),
      /config\.yaml in ConfigMap warmseats-state/,
    ))
})
