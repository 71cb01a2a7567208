import type { ActionView } from '../../domain/snapshot/past-action.ts'
import type { Snapshot } from '../../domain/snapshot/snapshot.ts'
import { html, type Markup, type Part } from '../../markup/markup.ts'
import { section, table } from './parts.ts'
import type { Times } from './times.ts'

/** What was done last, and what became of it. */
export function actionsSection({ actions, leading, decidedAt }: Snapshot, time: Times): Markup {
  const because =
    leading || decidedAt === undefined ? 'Nothing since it started.' : 'Nothing: only the replica that leads writes.'
  return section(
    'actions',
    'Last actions',
    actions.length > 0 ? actionsTable(actions, time) : html`<p class="soft">${because}</p>`,
  )
}

const actionsTable = (actions: readonly ActionView[], time: Times): Markup =>
  table<ActionView>(
    'The newest first',
    [
      { head: 'When', cell: ({ at }) => time(at, 'seconds') },
      { head: 'Pool', cell: ({ pool }) => pool },
      { head: 'What', cell: sayWhat, isText: true },
      { head: 'Count', cell: sayCounts, isNumber: true },
      { head: 'Outcome', cell: sayResult, isText: true },
      { head: 'Because', cell: ({ because }) => because, isText: true },
    ],
    actions,
    ({ result }) => (result === 'failed' || result === 'held back' ? 'failed' : ''),
  )

/** A node or pod says its name. */
const sayWhat = ({ what, object, to }: ActionView): string => (to === undefined ? `${what}: ${object}` : what)

const sayCounts = ({ from, to }: ActionView): string =>
  to === undefined ? '' : from === undefined ? String(to) : `${from} → ${to}`

const WORDS: Readonly<Record<ActionView['result'], string>> = {
  done: 'done',
  'dry run': 'dry run: not written',
  conflict: 'overtaken: looked again',
  failed: 'failed',
  'held back': 'held back',
}

function sayResult({ result, error, times }: ActionView): Part {
  const often = times > 1 ? ` (${times} times)` : ''
  return html`<span class="result">${WORDS[result]}${often}</span>${error === undefined ? undefined : html` <span class="error">${error}</span>`}`
}
