import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { it, suite } from 'node:test'
import { load } from 'js-yaml'
import { loadConfig } from '../../src/config/load.ts'
import { at, CHART, HELMS, refusal, render, skipWithoutHelm, umbrella } from './helm.ts'

const OURS = { nodePools: { user: { nodeSelector: { pool: 'user' }, replicas: 1 } } }

const skip = await skipWithoutHelm()

for (const helm of HELMS)
  suite(`helm ${helm}: in an umbrella chart`, { skip }, () => {
    it('it stands beside the others, with what helm passes into a sub-chart', async () => {
      const chart = umbrella({ condition: 'warmseats.enabled' })
      const values = { global: { safeToShowValues: false }, warmseats: { ...OURS, enabled: true } }
      const { one, config } = await render(helm, { chart, values })
      assert.equal(one('Deployment').metadata.name, 'hub-warmseats')
      const loaded = loadConfig(config)
      assert.ok(loaded.at === 'good')
      assert.deepEqual(loaded.warnings, [])
      assert.equal(loaded.config.pools.get('user')?.replicas, 1)
    })

    it('its condition turns it off', async () => {
      const chart = umbrella({ condition: 'warmseats.enabled' })
      const { objects } = await render(helm, { chart, values: { warmseats: { ...OURS, enabled: false } } })
      assert.deepEqual(objects, [])
    })

    it('its tags, and what its siblings and itself are given, are no keys of ours', async () => {
      const chart = umbrella({ tags: ['warm'] })
      const others = { jupyterhub: { hub: {} }, global: { a: { b: 1 } }, 'x-anchors': {} }
      const on = await render(helm, { chart, values: { ...others, tags: { warm: true }, warmseats: OURS } })
      assert.equal(on.one('Deployment').metadata.name, 'hub-warmseats')
      const off = await render(helm, { chart, values: { ...others, tags: { warm: false }, warmseats: OURS } })
      assert.deepEqual(off.objects, [])
    })

    it('a misspelt key is refused there too, with the nearest', async () => {
      const said = await refusal(helm, { chart: umbrella(), values: { warmseats: { nodepools: OURS.nodePools } } })
      assert.match(said, /warmseats:[\s\S]*nodepools.*did you mean `nodePools`\?/)
    })

    it('under the alias of the predecessor it takes its values, and its object names', async () => {
      const chart = umbrella({ alias: 'node-placeholder-scaler' })
      const values = { 'node-placeholder-scaler': OURS, jupyterhub: { hub: {} } }
      const { objects, one, config } = await render(helm, { chart, values })
      assert.deepEqual(
        objects.filter(({ metadata }) => !metadata.name.startsWith('hub-node-placeholder-scaler')),
        [],
      )
      // The selector of the predecessor's Deployment of this name, which cannot be changed in an upgrade.
      assert.deepEqual(at(one('Deployment'), 'spec', 'selector', 'matchLabels'), {
        'app.kubernetes.io/name': 'node-placeholder-scaler',
        'app.kubernetes.io/instance': 'hub',
      })
      // Likewise what its RoleBinding refers to.
      assert.equal(one('RoleBinding').metadata.name, 'hub-node-placeholder-scaler')
      assert.deepEqual(at(one('RoleBinding'), 'roleRef', 'name'), 'hub-node-placeholder-scaler')
      const loaded = loadConfig(config)
      assert.ok(loaded.at === 'good')
      assert.equal(loaded.config.pools.get('user')?.replicas, 1)
      assert.equal(loaded.config.placeholder.priorityClassName, 'hub-node-placeholder-scaler-placeholder')
    })

    it('what docs/migrating.md shows is what works', async () => {
      const blocks = readFileSync(join(CHART, '../docs/migrating.md'), 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g)
      const [, dependencies, values = ''] = [...blocks].map(([, yaml]) => yaml)
      const [dependency] = (load(dependencies ?? '') as { dependencies: { name: string; alias: string }[] })
        .dependencies
      assert.ok(dependency)
      assert.equal(dependency.name, 'warmseats')
      const { one, config } = await render(helm, { chart: umbrella({ alias: dependency.alias }), values })
      assert.equal(one('Deployment').metadata.name, 'hub-node-placeholder-scaler')
      const loaded = loadConfig(config)
      assert.ok(loaded.at === 'good')
      assert.deepEqual([...loaded.config.pools.keys()], ['user'])
    })

    it('what is refused is named as it stands in the file of the umbrella', async () => {
      const chart = umbrella({ alias: 'node-placeholder-scaler' })
      const image = { repository: 'registry.example.edu/node-placeholder-scaler', tag: 'x' }
      const said = await refusal(helm, { chart, values: { 'node-placeholder-scaler': { ...OURS, image } } })
      assert.match(said, /node-placeholder-scaler\.image\.repository: /)
      assert.match(said, /\nnode-placeholder-scaler:\n {2}image:\n {4}repository: registry.*\n {4}tag: x\n/)
    })
  })
