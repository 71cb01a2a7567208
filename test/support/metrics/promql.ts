/** Queries of Prometheus, as far as tests ask: whether they parse, and which series and labels they name. */
import { parser } from '@prometheus-io/lezer-promql'
import { type CatalogueEntry, labelsOfSeries } from './catalogue.ts'

export interface Query {
  readonly selectors: readonly { readonly series: string; readonly labels: readonly string[] }[]
  /** Labels by which it groups or joins. */
  readonly grouping: readonly string[]
}

/** @throws where the query does not parse, saying where */
export function readQuery(text: string): Query {
  const selectors: { series: string; labels: string[] }[] = []
  const grouping: string[] = []
  let isGrouping = false
  parser.parse(text).iterate({
    enter: ({ name, from, to, type }) => {
      const said = text.slice(from, to)
      if (type.isError) throw new Error(`does not parse at ${from}, before «${text.slice(from, from + 20)}»: ${text}`)
      if (name === 'GroupingLabels') isGrouping = true
      if (name === 'VectorSelector') selectors.push({ series: '', labels: [] })
      const selector = selectors.at(-1)
      if (name === 'Identifier' && selector) selector.series = said
      if (name === 'LabelName') {
        if (isGrouping) grouping.push(said)
        else selector?.labels.push(said)
      }
    },
    leave: ({ name }) => {
      if (name === 'GroupingLabels') isGrouping = false
    },
  })
  return { selectors, grouping }
}

/** What Prometheus adds to each of our series, and `ALERTS`. */
const ADDED = ['namespace', 'job', 'instance', 'pod', 'service', 'container', 'endpoint', 'alertname', 'severity']

/**
 * What a query names that the program does not have.
 * @returns a sentence each; of series that are not ours (`up`, `process_*`) nothing is known
 */
export function unknownIn(text: string, all: ReadonlyMap<string, CatalogueEntry>): string[] {
  const { selectors, grouping } = readQuery(text)
  const ours = selectors
    .filter(({ series }) => series.startsWith('warmseats_'))
    .map(({ series, labels }) => ({ series, labels, own: labelsOfSeries(all, series) }))
  const known = new Set([...ADDED, ...ours.flatMap(({ own = [] }) => own)])
  const isOdd = (own: readonly string[], label: string) => !own.includes(label) && !ADDED.includes(label)
  return [
    ...ours.flatMap(({ series, labels, own }) =>
      own
        ? labels.filter((label) => isOdd(own, label)).map((label) => `${series} has no label ${label}`)
        : [`there is no series ${series}`],
    ),
    ...grouping.filter((label) => !known.has(label)).map((label) => `nothing has the label ${label}`),
  ]
}
