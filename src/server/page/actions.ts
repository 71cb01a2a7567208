import type { ActionView } from '../../domain/snapshot/past-action.ts'
import type { Snapshot } from '../../domain/snapshot/snapshot.ts'
import { html, type Markup, type Part } from '../../markup/markup.ts'
import { type ActionsOfClass, groupsOf } from './action-groups.ts'
import { more, section, table } from './parts.ts'
import type { Times } from './times.ts'

/** What was done last, and what became of it: class by class, and what belongs to none. */
export function actionsSection({ actions, leading, decidedAt }: Snapshot, time: Times): Markup {
  const because =
    leading || decidedAt === undefined ? 'Nothing since it started.' : 'Nothing: only the replica that leads writes.'
  const { classes, others } = groupsOf(actions)
  return section(
    'actions',
    'Last actions',
    actions.length === 0 ? html`<p class="soft">${because}</p>` : undefined,
    classes.length > 0
      ? html`<ul class="plain acts">${classes.map((one) => html`<li>${classItem(one, time)}</li>\n`)}</ul>`
      : undefined,
    ...othersTables(others, time),
  )
}

/** So many at once; the others for who opens them. */
const SHOWN = 5

function othersTables(others: readonly ActionView[], time: Times): Markup[] {
  if (others.length === 0) return []
  const [shown, earlier] = [others.slice(0, SHOWN), others.slice(SHOWN)]
  const last = actionsTable('For no class, the newest first', shown, time)
  if (earlier.length === 0) return [last]
  return [
    last,
    more('earlier-actions', `${earlier.length} earlier, for no class`, actionsTable('Earlier', earlier, time)),
  ]
}

const classItem = (group: ActionsOfClass, time: Times): Markup =>
  more(
    group.id,
    html`<b>${group.titles.join(', ')}</b> ${time(group.startsAt)}, ${group.pool}: ${sayPath(group)}${sayTimes(group, time)}; ${sayResults(group)}`,
    actionsTable('For this class, the newest first', group.actions, time),
  )

/** `placeholders 1 → 12 → 2` */
const sayPath = ({ path }: ActionsOfClass): string => (path.length > 0 ? `placeholders ${path.join(' → ')}, ` : '')

function sayTimes({ actions, writes }: ActionsOfClass, time: Times): Part {
  const [last, first] = [actions[0]?.at ?? '', actions.at(-1)?.at ?? '']
  return writes === 1 ? html`once, at ${time(last)}` : html`${writes} times from ${time(first)} to ${time(last)}`
}

const sayResults = ({ results }: ActionsOfClass): Part =>
  [...results].map(
    ([result, count], at) =>
      html`${at > 0 ? ', ' : ''}<b class="${isBad(result) ? 'bad' : ''}">${results.size > 1 ? `${count} ` : ''}${WORDS[result]}</b>`,
  )

const isBad = (result: ActionView['result']) => result === 'failed' || result === 'held back'

const actionsTable = (caption: string, actions: readonly ActionView[], time: Times): Markup =>
  table<ActionView>(
    caption,
    [
      { head: 'When', cell: ({ at }) => time(at, 'seconds') },
      { head: 'Pool', cell: ({ pool }) => pool },
      { head: 'What', cell: sayWhat, isText: true },
      { head: 'Count', cell: sayCounts, isNumber: true },
      { head: 'Outcome', cell: sayResult, isText: true },
      { head: 'Because', cell: ({ because }) => because, isText: true },
    ],
    actions,
    ({ result }) => (isBad(result) ? 'failed' : ''),
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
