/** What was found on synthetic clusters, as tables: each figure beside its floor, and what it is of it. */
import type { ReactionReport, SceneReport } from './measure-scene.ts'

const fixed = (digits: number) => (value: number) => (Number.isFinite(value) ? value.toFixed(digits) : '?')
const [whole, one, two] = [fixed(0), fixed(1), fixed(2)]
const times = (a: number, b: number) => `${two(a / b)} ×`

type Row = readonly string[]

/** Figures, and in which units they are. */
export interface Table {
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
}

const head = ['nodes', 'pods', 'pools', 'asks', 'revision']
const begin = ({ scene, revision }: SceneReport): Row => [
  whole(scene.nodes),
  whole(scene.pods),
  whole(scene.pools),
  scene.asks,
  revision,
]

/** Without those that have no rows. */
export const sceneTables = (scenes: readonly SceneReport[]): readonly Table[] =>
  [starts(scenes), rests(scenes), reactions(scenes), churns(scenes), takeovers(scenes)].filter(
    ({ rows }) => rows.length > 0,
  )

const starts = (scenes: readonly SceneReport[]): Table => ({
  title: 'Start: nothing → HTTP up → ready; the floor reads all pages of nodes and pods with JSON.parse. ms, MiB',
  columns: [...head, 'HTTP', 'ready', 'floor', 'ready is', 'CPU', 'floor', 'CPU is', 'longest stall', 'RSS', 'listed'],
  rows: scenes.map((report) => {
    const { upMs, readyMs, cpuMs, stallMs, rssMiB, listedMiB, floor } = report.start
    return [
      ...begin(report),
      whole(upMs),
      whole(readyMs),
      whole(floor.tookMs),
      times(readyMs, floor.tookMs),
      whole(cpuMs),
      whole(floor.cpuMs),
      times(cpuMs, floor.cpuMs),
      whole(stallMs),
      whole(rssMiB),
      whole(listedMiB),
    ]
  }),
})

function rests(scenes: readonly SceneReport[]): Table {
  const rows = scenes.flatMap((report): Row[] => {
    const { rest } = report
    if (!rest) return []
    const { WATCH, ...others } = byVerb(rest.requestsAMinute)
    const rates = Object.entries(others).map(([verb, count]) => `${verb} ${one(count)}`)
    return [[...begin(report), one(rest.cores * 100), whole(rest.rssMiB), one(WATCH ?? 0), rates.join(', ')]]
  })
  const columns = [...head, 'CPU %', 'RSS', 'watches', 'others']
  return { title: 'At rest: % of a core, MiB, requests a minute', columns, rows }
}

const reactions = (scenes: readonly SceneReport[]): Table => ({
  title:
    'Reaction: pod event written by the server to patch come in, on its clock; the floor is a bare watch that patches. ms',
  columns: [...head, 'events/s', ...REACTION],
  rows: scenes.flatMap((report) => [
    ...(report.quiet ? [[...begin(report), '0', ...reactionOf(report.quiet)]] : []),
    ...(report.churn ?? []).map((churn) => [...begin(report), whole(churn.perSecond), ...reactionOf(churn)]),
  ]),
})

const REACTION = ['rounds', 'p50', 'floor', 'p50 is', 'p99', 'floor', 'p99 is', 'lost']

const reactionOf = ({ took: { product, floor }, lost }: ReactionReport): Row => [
  whole(product.count),
  two(product.median),
  two(floor.median),
  times(product.median, floor.median),
  one(product.p99),
  one(floor.p99),
  times(product.p99, floor.p99),
  whole(lost.product),
]

const churns = (scenes: readonly SceneReport[]): Table => ({
  title: 'While pods change: % of a core, decisions a second, lag of the event loop in ms, MiB, KiB unread at the end',
  columns: [...head, 'events/s', 'CPU %', 'decisions/s', 'lag p99', 'max', 'RSS', 'unread', 'p99 to quiet is'],
  rows: scenes.flatMap((report) =>
    (report.churn ?? []).map((churn) => [
      ...begin(report),
      whole(churn.perSecond),
      one(churn.cores * 100),
      one(churn.decisionsASecond),
      one(churn.lagP99Ms),
      one(churn.lagMaxMs),
      whole(churn.rssMiB),
      whole(churn.backlog / 1024),
      report.quiet ? times(churn.took.product.p99, report.quiet.took.product.p99) : '',
    ]),
  ),
})

const takeovers = (scenes: readonly SceneReport[]): Table => ({
  title:
    'Takeover by a standby: from the Lease given back to the Lease taken, in ms; what it then lists; its CPU in 3 s, in ms',
  columns: [...head, 'took', 'lists', 'CPU'],
  rows: scenes.flatMap((report) =>
    report.takeover
      ? [[...begin(report), whole(report.takeover.ms), whole(report.takeover.lists), whole(report.takeover.cpuMs)]]
      : [],
  ),
})

function byVerb(requests: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {}
  for (const [what, count] of Object.entries(requests)) {
    const [verb = what] = what.split(' ')
    sums[verb] = (sums[verb] ?? 0) + count
  }
  return sums
}
