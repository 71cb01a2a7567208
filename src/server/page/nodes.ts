import { sayCount } from '../../domain/say.ts'
import type { NodeView } from '../../domain/snapshot/nodes.ts'
import type { PoolView } from '../../domain/snapshot/pools.ts'
import { html, type Markup } from '../../markup/markup.ts'
import { more, section, table } from './parts.ts'

/** The heading of what follows. */
export const nodesHeading = (): Markup => section('nodes', 'Nodes')

/** Each node of a pool with the judgement on it, for who opens them. A part by itself: most of them are as they were. */
export const nodesOf = (pool: PoolView): Markup =>
  more(`nodes-${pool.name}`, `${sayCount(pool.nodeList.length, 'node')} of ${pool.name}, one by one`, nodesTable(pool))

/** The browser puts the page in anew with each news: a table of thousands would be all that it does. */
const MOST_NODES = 200

/** Of many nodes those that are of no use now come first. */
const shownOf = (nodes: readonly NodeView[]): readonly NodeView[] =>
  nodes.length <= MOST_NODES
    ? nodes
    : nodes.toSorted((a, b) => Number(a.state === 'usable') - Number(b.state === 'usable')).slice(0, MOST_NODES)

const nodesTable = ({ name, nodeList }: PoolView): Markup =>
  html`${table<NodeView>(
    `Nodes of pool ${name}`,
    [
      { head: 'Node', cell: (node) => node.name },
      { head: 'State', cell: ({ state }) => state },
      { head: 'Users', cell: ({ users }) => users, isNumber: true },
      { head: 'Placeholders', cell: ({ placeholders }) => placeholders, isNumber: true },
      { head: 'Verdict', cell: ({ because }) => because, isText: true },
    ],
    shownOf(nodeList),
    ({ state }) => (state === 'usable' ? '' : 'dim'),
  )}${nodeList.length > MOST_NODES ? html`<p class="soft">Those of no use now first; ${sayCount(nodeList.length - MOST_NODES, 'further node')} in <a href="status.json">status.json</a>.</p>` : undefined}`
