import assert from 'node:assert/strict'
import { it, suite } from 'node:test'
import { CHART_KEYS, chartShape } from '../../src/config/chart-schema.ts'
import { loadConfig } from '../../src/config/load.ts'
import { configShape, poolSchema } from '../../src/config/schema.ts'
import { at, container, HELMS, render, skipWithoutHelm } from './helm.ts'
import { VALUES } from './values.ts'

const skip = await skipWithoutHelm()

for (const helm of HELMS)
  suite(`helm ${helm}: the config that the controller reads`, { skip }, () => {
    it('the config holds all values but the chart’s own, unknown ones too where nobody refused them', async () => {
      const values = { ...VALUES, cpuTreshold: 0.4, image: { tag: 'x' }, global: { a: 1 }, enabled: true }
      const { config } = await render(helm, { values, args: ['--skip-schema-validation'] })
      const loaded = loadConfig(config)
      assert.ok(loaded.at === 'good')
      assert.deepEqual(
        loaded.warnings.map(({ where, text }) => `${where} ${text}`),
        ['cpuTreshold is not known to this version and has no effect; did you mean `cpuThreshold`?'],
      )
      const keys = [...config.matchAll(/^\w+/gm)].map(([key]) => key)
      assert.deepEqual(keys.toSorted(), [...Object.keys(configShape), 'cpuTreshold'].toSorted())
      assert.deepEqual(
        keys.filter((key) => CHART_KEYS.includes(key)),
        [],
      )
    })

    it('the config means what the values mean, and names the priority class in use', async () => {
      const rendered = loadConfig((await render(helm, { values: VALUES })).config)
      const written = loadConfig(JSON.stringify(VALUES))
      assert.ok(rendered.at === 'good' && written.at === 'good')
      const placeholder = { ...written.config.placeholder, priorityClassName: 'hub-warmseats-placeholder' }
      assert.deepEqual(rendered.config, { ...written.config, placeholder })
      assert.equal(rendered.config.pools.get('user')?.requests?.memory, 60929654784)
    })

    it('a priority class of its own: lower than users, and another name for another value', async () => {
      const priorityClass = (await render(helm, { values: VALUES })).one('PriorityClass')
      assert.equal(at(priorityClass, 'value'), -10)
      assert.equal(at(priorityClass, 'globalDefault'), false)
      assert.equal(typeof at(priorityClass, 'description'), 'string')
      const cases: readonly [object, string][] = [
        [{ value: -20 }, 'hub-warmseats-placeholder-minus20'],
        [{ value: -1 }, 'hub-warmseats-placeholder-minus1'],
        [{ name: 'low', value: -5 }, 'low'],
      ]
      for (const [values, name] of cases) {
        const { one, config } = await render(helm, { values: { priorityClass: values } })
        assert.equal(one('PriorityClass').metadata.name, name)
        assert.equal(at(one('PriorityClass'), 'value'), at(values, 'value'))
        assert.match(config, new RegExp(`priorityClass:\\n {2}name: ${name}\\n`))
      }
      const given = await render(helm, { values: { priorityClass: { create: false, name: 'theirs' } } })
      assert.ok(!given.objects.some(({ kind }) => kind === 'PriorityClass'))
      assert.match(given.config, /priorityClass:\n {2}name: theirs\n/)
    })

    it('a key left empty is a key not set', async () => {
      const known = Object.keys({ ...configShape, ...chartShape })
      const user = Object.fromEntries(Object.keys(poolSchema.shape).map((key) => [key, null]))
      const nodePools = { user: { ...user, nodeSelector: { pool: 'user' } } }
      const values = { ...Object.fromEntries(known.map((key) => [key, null])), nodePools }
      const { objects, one, config } = await render(helm, { values })
      assert.equal(objects.length, 22)
      assert.equal(at(one('Deployment'), 'spec', 'replicas'), 2)
      assert.equal(container(one('Deployment'), 'image'), 'ghcr.io/warmseats/warmseats:0.1.0')
      assert.equal(at(one('PriorityClass'), 'value'), -10)
      const loaded = loadConfig(config)
      assert.deepEqual(loaded.at === 'good' ? loaded.warnings : loaded.errors, [])
    })

    it('numbers from the command line are numbers', async () => {
      const set = 'cpuThreshold=0.3,replicaCount=3,nodePools.user.memoryThreshold=.5,nodePools.user.replicas=2'
      const { one, config } = await render(helm, { values: VALUES, args: ['--set', set] })
      const loaded = loadConfig(config)
      assert.ok(loaded.at === 'good')
      const { cpuThreshold, memoryThreshold, replicas } = loaded.config.pools.get('user') ?? {}
      assert.deepEqual(
        { cpuThreshold, memoryThreshold, replicas },
        { cpuThreshold: 0.3, memoryThreshold: 0.5, replicas: 2 },
      )
      assert.equal(at(one('Deployment'), 'spec', 'replicas'), 3)
    })
  })
