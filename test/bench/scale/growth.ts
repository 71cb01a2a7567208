/** How what the product costs grows with the cluster, as a picture: one panel for each kind of cost, both axes logarithmic. */
import { scaleLog } from 'd3-scale'
import { line } from 'd3-shape'
import { chartRules } from '../../../src/charts/look.ts'
import { type Rules, standalone } from '../../../src/charts/palette.ts'
import { type Markup, svg, trusted } from '../../../src/markup/markup.ts'
import type { ScaleReport } from './measure-scale.ts'
import type { SceneReport } from './measure-scene.ts'

interface Curve {
  readonly name: string
  readonly className: 'ours' | 'ours-too' | 'floor'
  /** By nodes. */
  readonly points: readonly (readonly [nodes: number, value: number])[]
}

interface Panel {
  readonly title: string
  readonly unit: string
  readonly curves: readonly Curve[]
}

const [WIDTH, HEIGHT, LEFT, RIGHT, HEAD, FOOT, NAMES] = [760, 200, 76, 190, 34, 22, 12]

/** Of one revision: of clusters with one pool whose event asks for students. A standalone SVG. */
export function growthPicture(report: ScaleReport, revision: string): string {
  const panels = panelsOf(report, revision).filter(({ curves }) => curves.some(({ points }) => points.length > 1))
  const height = panels.length * HEIGHT + 24
  const label = panels.map(said).join('; ')
  return svg`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${label}">
<style>${trusted(standalone(rules))}</style>
<rect class="paper" width="${WIDTH}" height="${height}"/>
${panels.map((panel, at) => svg`${drawn(panel, at * HEIGHT)}\n`)}<text class="title" x="${(LEFT + WIDTH - RIGHT) / 2}" y="${height - 8}" text-anchor="middle">nodes, with 10 users each; every line is ten times the one below</text>
</svg>
`.markup
}

function panelsOf({ scenes, decide }: ScaleReport, revision: string): readonly Panel[] {
  const ours = scenes.filter(
    ({ scene, revision: of }) => of === revision && scene.pools === 1 && scene.asks === 'students',
  )
  const curve = (
    name: string,
    className: Curve['className'],
    of: (report: SceneReport) => number | undefined,
  ): Curve => ({
    name,
    className,
    points: ours.flatMap((report) => {
      const value = of(report)
      return value === undefined || !(value > 0) ? [] : [[report.scene.nodes, value] as const]
    }),
  })
  const costs = decide.find(({ revision: of }) => of === revision)?.costs ?? []
  const decision = (asks: 'students' | 'user') =>
    costs.filter((cost) => cost.asks === asks).map(({ nodes, us }) => [nodes, us / 1000] as const)
  return [
    {
      title: 'From nothing to ready',
      unit: 'ms',
      curves: [
        curve('ready', 'ours', ({ start }) => start.readyMs),
        curve('bare list', 'floor', ({ start }) => start.floor.tookMs),
      ],
    },
    {
      title: 'Memory',
      unit: 'MiB',
      curves: [
        curve('after 1,000 events/s', 'ours', ({ churn }) => churn?.at(-1)?.rssMiB),
        curve('when ready', 'ours-too', ({ start }) => start.rssMiB),
      ],
    },
    {
      title: 'Reaction when it is quiet, median',
      unit: 'ms',
      curves: [
        curve('reaction', 'ours', ({ quiet }) => quiet?.took.product.median),
        curve('bare watch', 'floor', ({ quiet }) => quiet?.took.floor.median),
      ],
    },
    {
      title: 'One decision, CPU',
      unit: 'ms',
      curves: [
        { name: 'students: N', className: 'ours', points: decision('students') },
        { name: 'user: 4', className: 'ours-too', points: decision('user') },
      ],
    },
  ]
}

const NODES = [10, 100, 1000, 10_000]

function drawn({ title, unit, curves }: Panel, top: number): Markup {
  const values = curves.flatMap(({ points }) => points.map(([, value]) => value))
  const powers = powersAround(Math.min(...values), Math.max(...values))
  const box = { left: LEFT, right: WIDTH - RIGHT, top: top + HEAD, bottom: top + HEIGHT - FOOT }
  const x = scaleLog([NODES[0] ?? 1, NODES.at(-1) ?? 1], [box.left, box.right])
  const y = scaleLog([powers[0] ?? 1, powers.at(-1) ?? 10], [box.bottom, box.top])
  const shape = line<readonly [number, number]>()
    .digits(1)
    .x(([nodes]) => x(nodes))
    .y(([, value]) => y(value))
  const ends = apart(curves.map(({ points }) => y(points.at(-1)?.[1] ?? 1)))
  return svg`<text class="panel" x="${box.left}" y="${top + 20}">${title}</text>${powers.map(
    (power) =>
      svg`<line class="grid" x1="${box.left}" x2="${box.right}" y1="${y(power)}" y2="${y(power)}"/><text class="tick" x="${box.left - 6}" y="${y(power) + 4}" text-anchor="end">${short(power)} ${unit}</text>`,
  )}${NODES.map(
    (nodes) =>
      svg`<text class="tick" x="${x(nodes)}" y="${box.bottom + 16}" text-anchor="middle">${nodes.toLocaleString('en')}</text>`,
  )}${curves.map(
    ({ name, className, points }, at) =>
      svg`<path class="curve ${className}" d="${shape(points) ?? ''}"/>${points.map(
        ([nodes, value]) =>
          svg`<circle class="dot ${className}" cx="${x(nodes).toFixed(1)}" cy="${y(value).toFixed(1)}" r="3"><title>${name}, ${nodes.toLocaleString('en')} nodes: ${short(value)} ${unit}</title></circle>`,
      )}<text class="label" x="${box.right + 10}" y="${((ends[at] ?? 0) + 4).toFixed(1)}">${name}: ${short(points.at(-1)?.[1] ?? 0)} ${unit}</text>`,
  )}`
}

/** All powers of ten from below the least to above the most. */
function powersAround(least: number, most: number): readonly number[] {
  const [from, to] = [Math.floor(Math.log10(least)), Math.ceil(Math.log10(most))]
  return Array.from({ length: Math.max(1, to - from) + 1 }, (_, at) => 10 ** (from + at))
}

/** Labels of two curves that end at the same height would lie on each other. */
function apart([first = 0, second]: readonly number[]): readonly number[] {
  if (second === undefined || Math.abs(first - second) >= NAMES) return [first, second ?? 0]
  const middle = (first + second) / 2
  return first < second ? [middle - NAMES / 2, middle + NAMES / 2] : [middle + NAMES / 2, middle - NAMES / 2]
}

const short = (value: number): string =>
  value >= 10 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(2)))

const said = ({ title, unit, curves }: Panel): string =>
  `${title}: ${curves
    .map(({ name, points }) => {
      const [first, last] = [points[0], points.at(-1)]
      return `${name} ${short(first?.[1] ?? 0)} ${unit} at ${first?.[0]} nodes, ${short(last?.[1] ?? 0)} at ${last?.[0]}`
    })
    .join(', ')}`

const rules: Rules = (paint) =>
  [
    `text { font-family: system-ui, 'Helvetica Neue', Arial, sans-serif }`,
    chartRules(paint),
    `.paper { fill: ${paint('paper')} } .curve { fill: none; stroke-width: 2 }`,
    ...(
      [
        ['ours', 'people'],
        ['ours-too', 'prompt'],
        ['floor', 'standing'],
      ] as const
    ).map(([name, colour]) => `.curve.${name} { stroke: ${paint(colour)} } .dot.${name} { fill: ${paint(colour)} }`),
  ].join('\n')
