import { typical } from '../admission.ts'
import type { AdmissionReport } from './admission.ts'
import type { DecideReport } from './measure-decide.ts'
import type { ScaleReport } from './measure-scale.ts'
import { sayScenes, titled } from './say-scenes.ts'
import type { SimulateCost } from './simulate.ts'

const fixed = (digits: number) => (value: number) => value.toFixed(digits)
const [whole, one, two] = [fixed(0), fixed(1), fixed(2)]

export const sayScale = ({ scenes, decide, admission, simulate }: ScaleReport): readonly string[] => [
  ...sayScenes(scenes),
  ...sayDecide(decide),
  ...sayAdmission(admission),
  ...saySimulate(simulate),
]

const sayDecide = (reports: readonly DecideReport[]): readonly string[] =>
  titled(
    'decide alone, one pod changed before each, 10 pods a node: CPU in µs',
    ['nodes', 'asks', 'revision', 'a decision', 'a node', 'to the first'],
    (reports[0]?.costs ?? []).flatMap(({ nodes, asks, us: first }, at) =>
      reports.map(({ revision, costs }) => {
        const us = costs[at]?.us ?? Number.NaN
        return [whole(nodes), asks, revision, whole(us), two(us / nodes), `${two(us / first)} ×`]
      }),
    ),
  )

const sayAdmission = (reports: readonly AdmissionReport[]): readonly string[] =>
  titled(
    'Admission on synthetic clusters: 200 questions a second, 20 pod events a second meanwhile; the floor allows at once. ms',
    ['nodes', 'revision', 'questions', 'p50', 'floor', 'p50 is', 'p99', 'floor', 'p99 is'],
    reports.map(({ scene, revision, admissions: { rounds, asked } }) => {
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
      ]
    }),
  )

const saySimulate = (costs: readonly SimulateCost[]): readonly string[] =>
  titled(
    'A simulated week, no other policy beside: CPU of the command in s',
    ['visits', 'revision', 'CPU', 'a million visits'],
    costs.map(({ visits, revision, cpuMs }) => [
      whole(visits),
      revision,
      one(cpuMs / 1000),
      whole(cpuMs / 1000 / (visits / 1e6)),
    ]),
  )
