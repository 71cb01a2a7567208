import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { describe, it } from 'node:test'
import type { Action } from '../../src/domain/act/action.ts'
import type { Outcome } from '../../src/domain/act/outcome.ts'
import type { CapacitySource } from '../../src/domain/figures/capacity.ts'
import type { DemandFigure, DemandSource } from '../../src/domain/figures/demand.ts'
import { NODE_STATES } from '../../src/domain/figures/node-states.ts'
import { labelOf } from '../../src/domain/figures/sample.ts'
import { USER_STATES } from '../../src/domain/figures/users.ts'
import type { WaitOver } from '../../src/domain/figures/wait-book.ts'
import type { Admission, RefusedCaller } from '../../src/domain/profiles/known/profiles-event.ts'
import type { Because, Port } from '../../src/server/connections/refusal.ts'
import type { FailureKind } from '../../streams/watch/failure.ts'
import { catalogue } from '../support/metrics/catalogue.ts'
import { unknownIn } from '../support/metrics/promql.ts'
import { between, fenced, keeps, pathOf, read, table } from './support.ts'

const DOC = 'docs/metrics.md'
const ALL = catalogue()
const code = (words: readonly string[]) => words.map((word) => `\`${word}\``).join(', ')

/** Every value of a type: one that is added to it does not compile until it is here. */
const all = <T extends string>(values: Readonly<Record<T, true>>): string[] => Object.keys(values).map(labelOf)

/** The labels whose values are ours; all others are names of pools, classes, calendars and resources. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  'warmseats_users{state}': USER_STATES,
  'warmseats_seat_wait_duration_seconds{outcome}': all<WaitOver['outcome']>({ seated: true, 'gave up': true }),
  'warmseats_nodes{state}': NODE_STATES.map(labelOf),
  'warmseats_placeholders{state}': ['ready', 'pending', 'stranded'],
  'warmseats_seats{state}': ['open', 'coming'],
  'warmseats_demand{source}': all<DemandSource>({
    calendar: true,
    config: true,
    forecast: true,
    hand: true,
    utilization: true,
  }),
  'warmseats_demand{unit}': all<DemandFigure['unit']>({ placeholders: true, students: true, seats: true, nodes: true }),
  'warmseats_capacity_nodes{source}': all<CapacitySource>({
    values: true,
    default: true,
    quota: true,
    karpenter: true,
    seen: true,
  }),
  'warmseats_class_verdicts_total{verdict}': ['nobody_late', 'late', 'nobody_came'],
  'warmseats_writes_total{type}': all<Action['type']>({
    apply: true,
    'apply buffer': true,
    'create nodes': true,
    'delete buffer': true,
    'delete deployment': true,
    'delete pod': true,
    'remove node': true,
    scale: true,
    shield: true,
    'write node': true,
  }),
  'warmseats_writes_total{effect}': all<Outcome['effect']['at']>({
    done: true,
    'dry run': true,
    conflict: true,
    failed: true,
    'held back': true,
  }),
  'warmseats_watch_failures_total{kind}': all<FailureKind>({
    doubted: true,
    expired: true,
    forbidden: true,
    malformed: true,
    missing: true,
    network: true,
    projection: true,
    rejected: true,
    server: true,
    stalled: true,
    throttled: true,
    unauthorized: true,
    unexpected: true,
  }),
  'warmseats_utilization_nodes{state}': ['open', 'reserved', 'ours'],
  'warmseats_connections_refused_total{port}': all<Port>({ http: true, https: true }),
  'warmseats_connections_refused_total{because}': all<Because>({ address: true, all: true, late: true, streams: true }),
  'warmseats_admissions_total{outcome}': all<Admission['outcome']>({
    patched: true,
    untouched: true,
    refused: true,
    failed: true,
  }),
  'warmseats_profiles_api_refusals_total{status}': all<`${RefusedCaller['status']}`>({
    401: true,
    403: true,
    429: true,
    503: true,
  }),
}

/** Labels whose values others give. */
const NAMES = new Set(['pool', 'class', 'calendar', 'resource', 'version'])

describe(DOC, () => {
  it('has the table of the registry', () => {
    const rows = [...ALL.values()].map(({ name, type, labels, help }) => [`\`${name}\``, type, code(labels), help])
    assert.ok(rows.length > 10)
    keeps(DOC, (text) => between(text, 'metrics', table(['metric', 'type', 'labels', 'what it is'], rows)))
  })
  it('has the values of every label that is ours', () => {
    const rows = Object.entries(VALUES).map(([label, values]) => [`\`${label}\``, code(values)])
    keeps(DOC, (text) => between(text, 'label values', table(['label', 'values'], rows)))
    const ours = [...ALL.values()].flatMap(({ name, labels }) =>
      labels.filter((label) => !NAMES.has(label)).map((label) => `${name}{${label}}`),
    )
    assert.deepEqual(Object.keys(VALUES).toSorted(), ours.toSorted())
  })
  it('asks in queries that parse, of series that there are, by labels that they have', () => {
    const queries = fenced(read(DOC), 'promql').flatMap((block) => block.split(/\n(?=\S)/))
    assert.ok(queries.length > 5)
    assert.deepEqual(
      queries.flatMap((query) => unknownIn(query, ALL)),
      [],
    )
  })
})

describe('names of metrics', () => {
  const UNITS = /_(seconds|bytes|ratio|nodes|users|seats)$/
  it('are by the conventions', () => {
    const wrong = [...ALL.values()].filter(({ name, type, help }) => {
      const isTotal = name.endsWith('_total')
      const isTime = name.endsWith('_seconds') && !/_(duration|timestamp)_seconds$/.test(name)
      return isTotal !== (type === 'counter') || isTime || (type === 'histogram' && !UNITS.test(name)) || help === ''
    })
    assert.deepEqual(
      wrong.map(({ name }) => name),
      [],
    )
  })
  it('are written right wherever they are', () => {
    const files = [
      'README.md',
      'CHANGELOG.md',
      ...readdirSync(pathOf('docs'), { recursive: true }).map((file) => `docs/${file}`),
    ]
    const wrong = files
      .filter((file) => file.endsWith('.md'))
      .flatMap((file) =>
        [...read(file).matchAll(/\bwarmseats_[a-z_]+\b/g)]
          .map(([name]) => name)
          .filter((name) => !ALL.has(name) && !ALL.has(name.replace(/_(bucket|sum|count)$/, '')))
          .map((name) => `${file}: ${name}`),
      )
    assert.deepEqual(wrong, [])
  })
})
