import { SECOND_MS, sayDuration } from '../../domain/duration.ts'
import type { ClassView } from '../../domain/snapshot/classes.ts'
import { html, type Markup, type Part } from '../../markup/markup.ts'
import { type Column, section, table } from './parts.ts'
import type { Times } from './times.ts'

/** More than these nobody reads; all are in the JSON. */
const MOST = 20

/** What became of each class that was, and what would have helped. */
export function classesSection(classes: readonly ClassView[], time: Times): Markup {
  if (classes.length === 0)
    return section(
      'classes',
      'Classes that were',
      html`<p class="soft">None yet: each is told of three quarters of an hour after its start, once its people came.</p>`,
    )
  const left = classes.length - MOST
  return section(
    'classes',
    'Classes that were',
    classesTable(classes.slice(0, MOST), time),
    left > 0 ? html`<p class="soft">${left} earlier in <a href="status.json">status.json</a>.</p>` : undefined,
  )
}

function classesTable(classes: readonly ClassView[], time: Times): Markup {
  const isPriced = classes.some(({ cost }) => cost !== undefined)
  const costs: Column<ClassView>[] = [{ head: 'Money', cell: ({ cost }) => cost?.toFixed(2) ?? '–', isNumber: true }]
  return table<ClassView>(
    'The last one first. Node-hours are those while its people came',
    [
      { head: 'Class', cell: sayTitle, isText: true },
      { head: 'Start', cell: ({ startsAt }) => time(startsAt) },
      { head: 'Pool', cell: ({ pool }) => pool },
      {
        head: 'Came',
        cell: ({ came, announced }) => (announced > 0 ? `${came} of ${announced}` : `${came}, no number written`),
      },
      { head: 'Seats ready', cell: (one) => sayReady(one, time) },
      { head: 'Waited over 30 s', cell: sayWaited },
      { head: 'Node-hours', cell: sayHours },
      ...(isPriced ? costs : []),
      { head: 'Next time', cell: ({ advice }) => advice ?? 'nothing to change', isText: true },
    ],
    classes,
  )
}

const sayTitle = ({ title }: ClassView) => title ?? 'a class that the calendar does not name now'

function sayReady({ readyAtStart, allReadyAt }: ClassView, time: Times): Part {
  if (readyAtStart === undefined) return '–'
  return html`<span class="piece">${readyAtStart} at the start,</span> <span class="piece">${allReadyAt === undefined ? 'never for all' : html`for all at ${time(allReadyAt)}`}</span>`
}

const sayWaited = ({ late, longestSeconds }: ClassView): Part =>
  late === 0
    ? 'nobody'
    : html`<b class="bad">${late}</b>, <span class="piece">the longest ${sayDuration(longestSeconds * SECOND_MS)}</span>`

const sayHours = ({ nodeHours }: ClassView): Part =>
  nodeHours
    ? html`<span class="piece">${nodeHours.paid.toFixed(1)} paid,</span> <span class="piece">${nodeHours.used.toFixed(1)} used</span>`
    : '–'
