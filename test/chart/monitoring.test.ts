import assert from 'node:assert/strict'
import { it, suite } from 'node:test'
import { load } from 'js-yaml'
import packageJson from '../../package.json' with { type: 'json' }
import { loadConfig } from '../../src/config/load.ts'
import { type Alert, alertsOf, dashboard } from '../support/metrics/alerts.ts'
import { at, HELMS, type Rendered, refusal, render, skipWithoutHelm } from './helm.ts'
import { VALUES } from './values.ts'

const skip = await skipWithoutHelm()
const monitoring = (values: object) => ({ ...VALUES, monitoring: values })
const ON = { enabled: true }

const rulesOf = (rule: Rendered) =>
  (at(rule, 'spec', 'groups') as readonly { name: string; rules: readonly Alert[] }[]).flatMap(({ rules }) => rules)

for (const helm of HELMS)
  suite(`helm ${helm}: monitoring`, { skip }, () => {
    it('is off: no object asks for CRDs that may not be there', async () => {
      for (const values of [VALUES, { ...VALUES, monitoring: null }, monitoring({ prometheusRule: null })]) {
        const { objects } = await render(helm, { values })
        assert.deepEqual(
          objects.filter(({ kind, metadata }) =>
            /Monitor|Rule$/.test(kind) && !/Role/.test(kind) ? true : /dashboard/.test(metadata.name),
          ),
          [],
        )
      }
    })

    it('the ServiceMonitor finds the Service of this release, and its port', async () => {
      const values = monitoring({ serviceMonitor: { ...ON, interval: '15s', labels: { release: 'prometheus' } } })
      const { one } = await render(helm, { values })
      const monitor = one('ServiceMonitor')
      const service = one('Service')
      for (const [key, value] of Object.entries(at(monitor, 'spec', 'selector', 'matchLabels') as object))
        assert.equal(service.metadata.labels?.[key], value, key)
      assert.deepEqual(at(monitor, 'spec', 'namespaceSelector', 'matchNames'), ['jhub'])
      assert.deepEqual(at(monitor, 'spec', 'endpoints'), [{ port: 'http', path: '/metrics', interval: '15s' }])
      assert.equal(at(service, 'spec', 'ports', 0, 'name'), 'http')
      assert.equal(monitor.metadata.labels?.release, 'prometheus')
    })

    it('the alerts are those of the file, of this release alone, each with its runbook', async () => {
      const { one } = await render(helm, {
        values: monitoring({ prometheusRule: ON }),
        release: 'hub',
        namespace: 'jhub',
      })
      const rules = rulesOf(one('PrometheusRule'))
      const expected = alertsOf('namespace="jhub",job="hub-warmseats"')
      assert.deepEqual(
        rules.map(({ annotations: { runbook_url: _, ...annotations }, ...rule }) => ({ ...rule, annotations })),
        expected,
      )
      for (const { alert, annotations } of rules)
        assert.equal(
          annotations.runbook_url,
          `https://github.com/warmseats/warmseats/blob/v${packageJson.version}/docs/runbooks.md#${alert.toLowerCase()}`,
        )
    })

    it('two releases have groups of their own names', async () => {
      const groups = await Promise.all(
        ['a', 'b'].map(async (release) => {
          const { one } = await render(helm, { values: monitoring({ prometheusRule: ON }), release })
          return (at(one('PrometheusRule'), 'spec', 'groups') as { name: string }[]).map(({ name }) => name)
        }),
      )
      assert.deepEqual(groups[0], [
        'a-warmseats-people',
        'a-warmseats-nodes',
        'a-warmseats-program',
        'a-warmseats-profiles',
      ])
      assert.equal(new Set(groups.flat()).size, 8)
    })

    it('who scrapes otherwise says what selects the series, and who keeps runbooks where they are', async () => {
      const prometheusRule = {
        ...ON,
        selector: 'namespace="x"',
        runbooks: 'https://wiki.example.edu/w',
        labels: { a: 'b' },
      }
      const { one } = await render(helm, { values: monitoring({ prometheusRule }) })
      const [first] = rulesOf(one('PrometheusRule'))
      assert.match(first?.expr ?? '', /warmseats_users_unserved\{namespace="x"\}/)
      assert.equal(first?.annotations.runbook_url, 'https://wiki.example.edu/w#warmseatspeoplewait')
      assert.equal(one('PrometheusRule').metadata.labels?.a, 'b')
    })

    it('the dashboard is a ConfigMap that Grafana’s sidecar finds', async () => {
      const { one } = await render(helm, { values: monitoring({ dashboard: ON }) })
      const map = one('ConfigMap', 'hub-warmseats-dashboard')
      assert.equal(map.metadata.labels?.grafana_dashboard, '1')
      assert.deepEqual(JSON.parse(String(at(map, 'data', 'warmseats.json'))), dashboard())
      const annotations = { grafana_folder: 'JupyterHub' }
      const own = await render(helm, { values: monitoring({ dashboard: { ...ON, annotations } }) })
      assert.deepEqual(own.one('ConfigMap', 'hub-warmseats-dashboard').metadata.annotations, annotations)
    })

    it('is the chart’s own matter: the controller’s config does not know it', async () => {
      const { config } = await render(helm, { values: monitoring({ prometheusRule: ON, dashboard: ON }) })
      assert.ok(!Object.hasOwn(load(config) as object, 'monitoring'))
      const loaded = loadConfig(config)
      assert.ok(loaded.at === 'good')
      assert.deepEqual(loaded.warnings, [])
    })

    it('a misspelt key is refused', async () =>
      assert.match(await refusal(helm, { values: monitoring({ servicemonitor: ON }) }), /servicemonitor/))
  })
