import { sayCount } from '../../domain/say.ts'
import type {
  CordonView,
  StayingView,
  UtilizationPoolView,
  UtilizationView,
  WouldView,
} from '../../domain/snapshot/utilization.ts'
import { html, type Markup, type Part } from '../../markup/markup.ts'
import { more, section, table } from './parts.ts'
import type { Times } from './times.ts'

/** What the policy that gives nodes back sees, did, and would do. */
export const utilizationSection = (view: UtilizationView, time: Times): Markup =>
  section(
    'utilization',
    'Utilization',
    html`<p>${sayMode(view)} ${sayUtilization(view)} and ${sayCount(view.goalNodes, 'node')} shall be schedulable. ${saySaved(view)}</p>`,
    poolsTable(view),
    ...(view.cordoned.length > 0 ? [cordonsTable(view.cordoned, time)] : []),
    ...(view.would.length > 0 ? [wouldTable(view.would)] : []),
    ...(view.staying.length > 0
      ? [
          more(
            'staying',
            `${sayCount(view.staying.length, 'node')} in service though the goal is lower`,
            stayingTable(view.staying),
          ),
        ]
      : []),
  )

function sayMode({ mode, isOff }: UtilizationView): Part {
  if (isOff) return html`<b>Switched off by annotation.</b>`
  return mode === 'act' ? html`<b>It acts.</b>` : html`<b>It only recommends, and touches no node.</b>`
}

const sayUtilization = ({ utilization }: UtilizationView): string =>
  utilization === null ? 'No node is schedulable,' : `Utilization is ${percent(utilization)},`

const saySaved = ({ nodesSaved, nodeHoursSaved }: UtilizationView): string =>
  `${sayCount(nodesSaved, 'node')} saved now, ${hours(nodeHoursSaved)} node-hours since the start (an estimate).`

const percent = (share: number | null): string =>
  share === null ? '–' : `${(Math.round(share * 1000) / 10).toFixed(1)} %`
const hours = (count: number): string => count.toFixed(1)
const sayPool = (pool: string): string => pool || 'the whole cluster'

const poolsTable = ({ pools }: UtilizationView): Markup =>
  table<UtilizationPoolView>(
    'Utilization and goal of each pool',
    [
      { head: 'Pool', cell: ({ pool }) => sayPool(pool) },
      { head: 'Utilization', cell: ({ utilization }) => percent(utilization), isNumber: true },
      { head: 'Goal', cell: ({ goalNodes }) => goalNodes, isNumber: true },
      { head: 'Schedulable', cell: ({ open }) => open, isNumber: true },
      { head: 'Reserved', cell: ({ reserved }) => reserved, isNumber: true },
      { head: 'Cordoned by us', cell: ({ ours }) => ours, isNumber: true },
      { head: 'Saved', cell: ({ nodesSaved }) => nodesSaved, isNumber: true },
      { head: 'Node-hours', cell: ({ nodeHoursSaved }) => hours(nodeHoursSaved), isNumber: true },
      { head: 'Because', cell: ({ because }) => because, isText: true },
    ],
    pools,
  )

const cordonsTable = (cordoned: readonly CordonView[], time: Times): Markup =>
  table<CordonView>(
    'Nodes that we cordoned',
    [
      { head: 'Node', cell: ({ node }) => node },
      { head: 'Pool', cell: ({ pool }) => pool },
      { head: 'Since', cell: ({ since }) => time(since) },
      { head: 'Because', cell: ({ because }) => because, isText: true },
    ],
    cordoned,
  )

const wouldTable = (would: readonly WouldView[]): Markup =>
  table<WouldView>(
    'What it would do',
    [
      { head: 'Would', cell: ({ what, which }) => `${what} ${which}`, isText: true },
      { head: 'Pool', cell: ({ pool }) => pool },
      { head: 'Because', cell: ({ because }) => because, isText: true },
    ],
    would,
  )

const stayingTable = (staying: readonly StayingView[]): Markup =>
  table<StayingView>(
    'Nodes that stay in service',
    [
      { head: 'Node', cell: ({ node }) => node },
      { head: 'Pool', cell: ({ pool }) => pool },
      { head: 'Because', cell: ({ because }) => because, isText: true },
    ],
    staying,
  )
