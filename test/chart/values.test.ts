import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { it, suite } from 'node:test'
import { load } from 'js-yaml'
import { CHART_KEYS, chartShape, valuesJsonSchema } from '../../src/config/chart-schema.ts'
import { loadConfig } from '../../src/config/load.ts'
import { configShape, DEFAULTS, poolSchema } from '../../src/config/schema.ts'
import { CHART, HELMS, helm, render, skipWithoutHelm, umbrella } from './helm.ts'

const read = (file: string) => readFileSync(join(CHART, file), 'utf8')
const values = load(read('values.yaml')) as Readonly<Record<string, unknown>>
const EXAMPLES = join(import.meta.dirname, '../../examples/values')

suite('values.yaml', () => {
  it('states the defaults that count where the values are silent', () => {
    for (const [key, value] of Object.entries(DEFAULTS)) assert.deepEqual(values[key], value, key)
  })

  it('names every key, except those that only an umbrella chart passes', () => {
    const known = Object.keys({ ...configShape, ...chartShape }).filter((key) => key !== 'global' && key !== 'enabled')
    assert.deepEqual(Object.keys(values).toSorted(), known.toSorted())
  })

  it('is a config without a warning', () => {
    const loaded = loadConfig(read('values.yaml'))
    assert.equal(loaded.at, 'good')
    assert.deepEqual(loaded.warnings, [])
  })

  it('shows every key of a pool in its comment, and the comment is right', () => {
    const comment = /^# nodePools:\n(?:#.*\n)+/m.exec(read('values.yaml'))?.[0] ?? ''
    const yaml = comment.replaceAll(/^# ?/gm, '')
    const { nodePools } = load(yaml) as { nodePools: { user: object } }
    const loaded = loadConfig(yaml)
    assert.deepEqual(loaded.at === 'good' ? loaded.warnings : loaded.errors, [])
    const unsaid = Object.keys(poolSchema.shape).filter((key) => !(key in nodePools.user) && !(key in values))
    assert.deepEqual(unsaid, [])
    for (const key of Object.keys(poolSchema.shape)) assert.match(comment, new RegExp(`\\b${key}\\b`))
  })
})

suite('kept in step with src/config', () => {
  it('values.schema.json is what npm run chart:schema writes', () => {
    assert.equal(read('values.schema.json'), `${JSON.stringify(valuesJsonSchema(), null, 2)}\n`)
  })

  const keysOf = (name: string) => {
    const define = new RegExp(`define "warmseats.keys.${name}" -}}\\n([^{]*)`).exec(read('templates/_keys.tpl'))
    return define?.[1]?.trim().split(/\s+/).toSorted()
  }

  it('the templates know the same keys of the chart', () => assert.deepEqual(keysOf('chart'), CHART_KEYS.toSorted()))

  it('no key is both the chart’s and the controller’s', () => {
    assert.deepEqual(
      CHART_KEYS.filter((key) => key in configShape),
      [],
    )
  })

  it('chart and program have the same version', () => {
    const chart = load(read('Chart.yaml')) as { version: string; appVersion: string }
    const { version } = JSON.parse(readFileSync(join(CHART, '../package.json'), 'utf8')) as { version: string }
    assert.deepEqual([chart.version, chart.appVersion], [version, version])
  })
})

const skip = await skipWithoutHelm()

for (const version of HELMS)
  suite(`helm ${version}`, { skip }, () => {
    it('lint --strict has nothing to say', async () => {
      const said = await helm(version, ['lint', '--strict', CHART])
      assert.match(said, /1 chart\(s\) linted, 0 chart\(s\) failed/)
      assert.doesNotMatch(said, /WARNING|ERROR/)
    })

    for (const name of readdirSync(EXAMPLES))
      it(`examples/values/${name} installs, and means to the controller what it says`, async () => {
        const text = readFileSync(join(EXAMPLES, name), 'utf8')
        const chart = name === 'umbrella.yaml' ? { chart: umbrella({ condition: 'warmseats.enabled' }) } : {}
        const written = loadConfig(text)
        const rendered = loadConfig((await render(version, { values: text, ...chart })).config)
        assert.ok(written.at === 'good' && rendered.at === 'good')
        assert.deepEqual([...written.warnings, ...rendered.warnings], [])
        assert.deepEqual(rendered.config.pools, written.config.pools)
        assert.deepEqual(rendered.config.calendar, written.config.calendar)
      })
  })
