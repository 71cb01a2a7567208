import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dump } from 'js-yaml'
import { hubSettingsFrom } from '../../../src/domain/doctor/hub-values.ts'
import { MINUTE } from '../../support/time.ts'

const read = (values: object) => hubSettingsFrom(dump(values))

describe('what zero-to-jupyterhub hands its hub', () => {
  it('by the keys of their own', () =>
    assert.deepEqual(
      read({
        hub: { concurrentSpawnLimit: 64, activeServerLimit: 500, extraConfig: {} },
        singleuser: { startTimeout: 300, memory: { guarantee: '1G' }, cpu: { guarantee: 0.05 } },
        scheduling: { userPlaceholder: { enabled: true, replicas: 4 } },
      }),
      {
        startTimeoutMs: 5 * MINUTE,
        concurrentSpawnLimit: 64,
        activeServerLimit: 500,
        userPlaceholders: 4,
        guarantee: { memory: 1e9, cpu: 50 },
        hasExtraConfig: false,
      },
    ))
  it('what hub.config says counts before, of KubeSpawner before Spawner', () => {
    const own = { singleuser: { startTimeout: 300 }, hub: { concurrentSpawnLimit: 64 } }
    const config = (classes: object) => read({ ...own, hub: { ...own.hub, config: classes } })
    assert.equal(config({ Spawner: { start_timeout: 600 } })?.startTimeoutMs, 10 * MINUTE)
    assert.equal(
      config({ Spawner: { start_timeout: 600 }, KubeSpawner: { start_timeout: 900 } })?.startTimeoutMs,
      15 * MINUTE,
    )
    assert.equal(config({ JupyterHub: { concurrent_spawn_limit: 0 } })?.concurrentSpawnLimit, 0)
  })
  it('placeholders that are switched off are none', () =>
    assert.equal(read({ scheduling: { userPlaceholder: { enabled: false, replicas: 4 } } })?.userPlaceholders, 0))
  it('what is null or absent is not said', () =>
    assert.deepEqual(read({ singleuser: { memory: { guarantee: null }, startTimeout: null } }), {
      guarantee: { memory: 0, cpu: 0 },
      hasExtraConfig: false,
    }))
  it('Python beside it is told of', () =>
    assert.equal(read({ hub: { extraConfig: { a: 'c.x = 1' } } })?.hasExtraConfig, true))
  for (const text of ['', '- a', 'a: [', 'null'])
    it(`${JSON.stringify(text)} is none`, () => assert.equal(hubSettingsFrom(text), undefined))
})
