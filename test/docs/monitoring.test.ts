/** Alerts, dashboard and runbooks: what they ask for is there, and each alert has its page. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { alertsOf, dashboard, labelsSaid } from '../support/metrics/alerts.ts'
import { catalogue } from '../support/metrics/catalogue.ts'
import { readQuery, unknownIn } from '../support/metrics/promql.ts'
import { fenced, read } from './support.ts'

const ALL = catalogue()
const ALERTS = alertsOf()
const RUNBOOKS = 'docs/runbooks.md'

describe('alerts', () => {
  it('are there, each once', () => {
    assert.ok(ALERTS.length > 10)
    assert.equal(new Set(ALERTS.map(({ alert }) => alert)).size, ALERTS.length)
  })
  for (const { alert, expr, labels, annotations } of ALERTS)
    describe(alert, () => {
      it('asks of series that there are, by labels that they have', () => assert.deepEqual(unknownIn(expr, ALL), []))
      it('sees its own release alone, in each of its series', () =>
        assert.deepEqual(
          readQuery(expr).selectors.filter(({ labels: own }) => !own.includes('namespace') || !own.includes('job')),
          [],
        ))
      it('says which hub it is of', () => assert.ok(readQuery(expr).grouping.includes('namespace')))
      it('says how bad it is, what it is and what it means', () => {
        assert.match(labels.severity ?? '', /^(critical|warning|info)$/)
        assert.match(annotations.summary ?? '', /^\S.*\S$/)
        assert.match(annotations.description ?? '', /^\S.*\.$/)
      })
      it('names only what it groups by', () => {
        const known = new Set(readQuery(expr).grouping)
        const said = labelsSaid(`${annotations.summary} ${annotations.description}`)
        assert.deepEqual(
          said.filter((label) => !known.has(label)),
          [],
        )
      })
    })
  it('the first comes when people wait: at once, and not after a boot', () => {
    const first = ALERTS[0]
    assert.match(first?.expr ?? '', /warmseats_users_unserved/)
    assert.deepEqual([first?.for, first?.labels.severity], ['30s', 'critical'])
  })
})

describe('the dashboard', () => {
  const { panels, templating, tags } = dashboard()
  const asked = panels.flatMap(({ title, targets = [] }) => targets.map((target) => ({ title, ...target })))
  it('asks in queries that parse, of series that there are, by labels that they have', () => {
    assert.ok(asked.length > 20)
    assert.deepEqual(
      asked.flatMap(({ expr }) => unknownIn(expr, ALL)),
      [],
    )
  })
  it('says in its legends only what its queries group by', () => {
    const wrong = asked.filter(({ expr, legendFormat }) => {
      const known = new Set(readQuery(expr).grouping)
      return labelsSaid(legendFormat).some((label) => !known.has(label))
    })
    assert.deepEqual(
      wrong.map(({ title, legendFormat }) => `${title}: ${legendFormat}`),
      [],
    )
  })
  it('shows the hub that is chosen, and not all of them', () =>
    assert.deepEqual(
      asked.filter(({ expr }) => !expr.includes('namespace=~"$hub"')).map(({ title }) => title),
      [],
    ))
  it('has the variables and the tag of jupyterhub/grafana-dashboards, so that both open beside each other', () => {
    assert.deepEqual(
      templating.list.map(({ name }) => name),
      ['PROMETHEUS_DS', 'hub'],
    )
    assert.match(templating.list[1]?.definition ?? '', /^label_values\(warmseats_build_info, namespace\)$/)
    assert.ok(tags.includes('jupyterhub'))
  })
  it('says of each panel what it shows', () =>
    assert.deepEqual(
      panels.filter(({ targets, description = '' }) => targets && description === ''),
      [],
    ))
  it('leaves out no metric of people, classes, pools and reactions', () => {
    const shown = asked.map(({ expr }) => expr).join('\n')
    const people = [...ALL.keys()].filter((name) =>
      /_(users|seats|placeholders|class_(announced|came|late)_users)$/.test(name),
    )
    assert.ok(people.length >= 5)
    assert.deepEqual(
      people.filter((name) => !new RegExp(`\\b${name}\\b`).test(shown)),
      [],
    )
  })
})

describe(RUNBOOKS, () => {
  const text = read(RUNBOOKS)
  const sections = [...text.matchAll(/^## (Warmseats\w+)$/gm)].map(([, name]) => name)
  it('has a section for each alert, in their order, and no other', () =>
    assert.deepEqual(
      sections,
      ALERTS.map(({ alert }) => alert),
    ))
  it('says in each what it means for people, where to look, and what to do now', () => {
    for (const section of text
      .split(/^## /m)
      .slice(1)
      .filter((one) => one.startsWith('Warmseats'))) {
      const [name = ''] = section.split('\n')
      for (const part of ['**For people:**', '**Look at:**', '**Now:**'])
        assert.ok(section.includes(part), `${name}: ${part}`)
      assert.ok(fenced(section, 'sh').length > 0, `${name} has a command to copy`)
    }
  })
  it('is linked by its anchors from the top', () => {
    for (const name of sections) assert.ok(text.includes(`](#${name?.toLowerCase()})`), name)
  })
  it('names only lines that the log has', () => {
    const lines = new Set([...read('docs/log.md').matchAll(/^### (.+)$/gm)].map(([, line]) => line))
    const named = [...text.matchAll(/log lines? `([^`]+)`/g)].map(([, line]) => line)
    assert.ok(named.length > 3)
    assert.deepEqual(
      named.filter((line) => !lines.has(line ?? '')),
      [],
    )
  })
  it('asks in queries that parse, of series that there are', () =>
    assert.deepEqual(
      fenced(text, 'promql').flatMap((query) => unknownIn(query, ALL)),
      [],
    ))
})
