import { ADMISSION_SIDES, type Admissions, typical } from './admission.ts'
import { PROFILES } from './admission-load.ts'
import { costRatio, goalsOf } from './goals.ts'
import type { ClusterReport } from './measure-cluster.ts'
import type { Micro } from './micro.ts'
import type { Pages } from './page/measure.ts'
import { type Reaction, SIDES } from './reaction.ts'
import type { Rest } from './rest.ts'
import type { ScaleReport } from './scale/measure-scale.ts'
import { sayScale } from './scale/say-scale.ts'
import { median } from './statistics.ts'
import { table } from './table.ts'

/** All that a run found; `--json` writes it as it is. */
export interface Report {
  readonly at: string
  readonly machine: string
  readonly quick: boolean
  readonly tookSeconds: number
  /** Those that were asked for. */
  readonly micro?: Micro
  readonly pages?: Pages
  readonly cluster?: ClusterReport
  readonly scale?: ScaleReport
}

export interface SizeReport {
  readonly nodes: number
  readonly pods: number
  readonly reaction: readonly Reaction[]
  readonly rest: Rest
}

const fixed = (digits: number) => (value: number) => value.toFixed(digits)
const [whole, one, two] = [fixed(0), fixed(1), fixed(2)]

const times = (a: number, b: number) => `${two(a / b)} ×`

/** FACTS: its loop at 500 nodes and 3,500 pods on such a control plane. */
const PREDECESSOR = 'The Python predecessor at 500 nodes: 1,004 GET and LIST a loop, 17 s of CPU, 160 MB.'

export function sayReport(report: Report): string {
  const { cluster, micro, pages, scale } = report
  return [
    `Warmseats bench, ${report.at}, ${report.machine}${report.quick ? ', QUICK: too few rounds to quote' : ''}`,
    '',
    ...(cluster ? [...sayCluster(cluster), ''] : []),
    ...(micro ? [...sayMicro(micro), ''] : []),
    ...(pages ? [...sayPages(pages), ''] : []),
    ...(scale ? sayScale(scale) : []),
    'Goals',
    ...goalsOf(report).map(({ what, found, met }) => `  ${met ? 'met   ' : 'MISSED'}  ${what}: ${found}`),
  ].join('\n')
}

function sayCluster({ sizes, admission }: ClusterReport): readonly string[] {
  return [
    'Reaction: pod event on the wire to accepted patch, in ms. The product settles for 5 ms, by design.',
    table(
      ['nodes', 'pods', 'count', 'who', 'rounds', 'p50', 'p99', 'product is p50', 'p99'],
      sizes.flatMap(({ nodes, pods, reaction }) =>
        reaction.flatMap(({ event, took }) =>
          SIDES.map((side) => [
            whole(nodes),
            whole(pods),
            `${event}s`,
            side,
            whole(took[side].count),
            one(took[side].median),
            one(took[side].p99),
            ...(side === 'product'
              ? ['', '']
              : [times(took.product.median, took[side].median), times(took.product.p99, took[side].p99)]),
          ]),
        ),
      ),
    ),
    '',
    "At rest: requests a minute by the API server's metrics, with the controller and without; the product's by its audit log.",
    table(
      ['nodes', 'requests', 'with', 'without', 'difference', 'audit log'],
      sizes.flatMap(({ nodes, rest }) =>
        rest.requests.map(({ what, withProduct, without, audited }) => [
          whole(nodes),
          what,
          one(withProduct),
          one(without),
          one(withProduct - without),
          one(audited),
        ]),
      ),
    ),
    '',
    table(
      ['nodes', 'RSS MiB', 'peak MiB', 'CPU ms a minute'],
      sizes.map(({ nodes, rest }) => [
        whole(nodes),
        whole(rest.memory.rssMiB),
        rest.memory.peakMiB === undefined ? '?' : whole(rest.memory.peakMiB),
        whole(rest.cpuMs),
      ]),
    ),
    PREDECESSOR,
    '',
    `Admission: ${admission.perSecond} questions a second, ${PROFILES} profiles, in ms; the floor allows at once.`,
    table(
      ['who', 'questions', 'p50', 'p99', 'p99 of each round'],
      ADMISSION_SIDES.map((side) => {
        const { p50, p99 } = typical(admission.rounds[side])
        return [
          side,
          whole(admission.asked),
          two(p50),
          two(p99),
          admission.rounds[side].map((round) => one(round.p99)).join(' '),
        ]
      }),
    ),
    admissionRatios(admission),
  ]
}

const sayMicro = (micro: Micro): readonly string[] => [
  'In process, without a cluster: a decision, and a pod event in the sums of the nodes',
  table(
    ['what', 'nodes', 'pods', 'cost'],
    [
      ...micro.decide.map(({ nodes, pods, us }) => ['decide', whole(nodes), whole(pods), `${one(us)} µs`]),
      ...micro.ledger.map(({ pods, ledgers, eventsPerSecond }) => [
        ledgers === 1 ? 'ledger' : `${ledgers} ledgers in turn`,
        '',
        whole(pods),
        `${whole(eventsPerSecond / 1000)} events/ms`,
      ]),
    ],
  ),
  ...ratiosOf(micro).map((line) => `  ${line}`),
]

/** Medians of the ratios of one round's product to its floor. */
function admissionRatios({ rounds }: Admissions): string {
  const ratio = (of: 'p50' | 'p99') =>
    median(rounds.product.map((round, at) => round[of] / (rounds.floor[at]?.[of] ?? Number.NaN)))
  return `  product to floor, medians over the rounds: p50 ${two(ratio('p50'))} ×, p99 ${two(ratio('p99'))} ×`
}

const sayPages = ({ readers, open, floor, pageBytes, updateBytes, updatesASecond }: Pages): string[] => [
  `Status page of 20 pools and 500 nodes, something new every second: ${readers} open pages beside none, in ms of CPU a second`,
  table(
    ['open pages', 'CPU', 'with pages is', 'page KiB', 'update KiB', 'updates/s a page'],
    [
      ['0', one(floor), '', '', '', ''],
      [
        whole(readers),
        one(open),
        times(open, floor),
        whole(pageBytes / 1024),
        whole(updateBytes / 1024),
        two(updatesASecond),
      ],
    ],
  ),
]

function ratiosOf({ decide, ledger }: Micro): string[] {
  const [, middle, huge] = decide
  const [hot, cold, large] = ledger
  return [
    `decide, 5,000 nodes to 500: ${two((huge?.us ?? 0) / (middle?.us ?? 0))} times the time for 10 times the nodes`,
    `ledger, 50,000 pods to 50: ${two(costRatio(large, cold))} times the time with caches as cold, ${two(costRatio(large, hot))} with the small one in them`,
  ]
}
