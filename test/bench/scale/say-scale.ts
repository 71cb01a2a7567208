import { typical } from '../admission.ts'
import { table } from '../table.ts'
import type { AdmissionReport } from './admission.ts'
import type { DecideReport } from './measure-decide.ts'
import type { ScaleReport } from './measure-scale.ts'
import { sceneTables, type Table } from './say-scenes.ts'
import type { SimulateCost } from './simulate.ts'

const fixed = (digits: number) => (value: number) => value.toFixed(digits)
const [whole, one, two] = [fixed(0), fixed(1), fixed(2)]

/** Of what was measured. */
export const scaleTables = ({ scenes, decide, admission, simulate }: ScaleReport): readonly Table[] => [
  ...sceneTables(scenes),
  ...[decisions(decide), admissions(admission), simulations(simulate)].filter(({ rows }) => rows.length > 0),
]

export const sayScale = (report: ScaleReport): readonly string[] => [
  'On SYNTHETIC clusters, and beside them',
  '',
  ...scaleTables(report).flatMap(({ title, columns, rows }) => [title, table(columns, rows), '']),
]

const decisions = (reports: readonly DecideReport[]): Table => ({
  title: 'decide alone, one pod changed before each, 10 pods a node: CPU in µs',
  columns: ['nodes', 'asks', 'revision', 'a decision', 'a node', ...(reports.length > 1 ? ['to the first'] : [])],
  rows: (reports[0]?.costs ?? []).flatMap(({ nodes, asks, us: first }, at) =>
    reports.map(({ revision, costs }) => {
      const us = costs[at]?.us ?? Number.NaN
      const compared = reports.length > 1 ? [`${two(us / first)} ×`] : []
      return [whole(nodes), asks, revision, whole(us), two(us / nodes), ...compared]
    }),
  ),
})

const admissions = (reports: readonly AdmissionReport[]): Table => ({
  title:
    'Admission: 200 questions a second, 20 pod events a second meanwhile; the floor allows at once. ms, CPU for each question',
  columns: [
    'nodes',
    'revision',
    'questions',
    'p50',
    'floor',
    'p50 is',
    'p99',
    'floor',
    'p99 is',
    'CPU',
    'floor',
    'CPU is',
  ],
  rows: reports.map(({ scene, revision, admissions: { rounds, asked, cpuMsAQuestion: cpu } }) => {
    const [product, floor] = [typical(rounds.product), typical(rounds.floor)]
    return [
      whole(scene.nodes),
      revision,
      whole(asked),
      two(product.p50),
      two(floor.p50),
      `${two(product.p50 / floor.p50)} ×`,
      one(product.p99),
      one(floor.p99),
      `${two(product.p99 / floor.p99)} ×`,
      ...(cpu ? [two(cpu.product), two(cpu.floor), `${two(cpu.product / cpu.floor)} ×`] : ['?', '?', '?']),
    ]
  }),
})

const simulations = (costs: readonly SimulateCost[]): Table => ({
  title: 'A simulated week, no other policy beside: CPU of the command in s',
  columns: ['visits', 'revision', 'CPU', 'a million visits'],
  rows: costs.map(({ visits, revision, cpuMs }) => [
    whole(visits),
    revision,
    one(cpuMs / 1000),
    whole(cpuMs / 1000 / (visits / 1e6)),
  ]),
})
