import { SECOND_MS, sayDuration } from '../../domain/duration.ts'
import type { ClassView } from '../../domain/snapshot/classes.ts'
import { html, type Markup } from '../../markup/markup.ts'
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
    'The last one first; waited: for over 30 seconds. Node-hours: paid while its people came, and used',
    [
      { head: 'Class', cell: sayTitle, isText: true },
      { head: 'Start', cell: ({ startsAt }) => time(startsAt) },
      { head: 'Pool', cell: ({ pool }) => pool },
      { head: 'Announced', cell: ({ announced }) => (announced > 0 ? announced : 'none'), isNumber: true },
      { head: 'Came', cell: ({ came }) => came, isNumber: true },
      { head: 'Ready at start', cell: ({ readyAtStart }) => readyAtStart ?? '–', isNumber: true },
      { head: 'All ready', cell: ({ allReadyAt }) => (allReadyAt === undefined ? 'never' : time(allReadyAt)) },
      { head: 'Waited', cell: ({ late }) => (late > 0 ? html`<b class="bad">${late}</b>` : 0), isNumber: true },
      { head: 'Longest', cell: sayLongest, isNumber: true },
      { head: 'Node-hours', cell: sayHours, isNumber: true },
      ...(isPriced ? costs : []),
      { head: 'Next time', cell: ({ advice }) => advice ?? 'nothing to change', isText: true },
    ],
    classes,
  )
}

const sayTitle = ({ title }: ClassView) => title ?? 'a class that the calendar does not name now'

const sayLongest = ({ late, longestSeconds }: ClassView) => (late > 0 ? sayDuration(longestSeconds * SECOND_MS) : '–')

const sayHours = ({ nodeHours }: ClassView) =>
  nodeHours ? `${nodeHours.paid.toFixed(1)}, ${nodeHours.used.toFixed(1)} used` : '–'
