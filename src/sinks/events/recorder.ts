import { sayMicroTime } from '../../domain/instant.ts'
import type { Notice } from '../../domain/notices/notice.ts'
import {
  type Allowance,
  BEGUN,
  isDue,
  isOver,
  type Series,
  spend,
  toldAgain,
  writtenNow,
} from '../../domain/notices/series.ts'
import { api } from '../../kubernetes/api.ts'
import { pathUnder } from '../../kubernetes/api-path.ts'
import { ApiError } from '../../kubernetes/errors.ts'
import {
  EVENT_TIMEOUT_MS,
  type EventSinkOptions,
  eventObject,
  eventsPath,
  type LeaderEventOptions,
  nameByWords,
} from './write-event.ts'

/** Tells notices: the same again as a count on its Event, and of what flaps no more than a write a minute. */
export interface Recorder {
  /** Never rejects: one that cannot be written is lost, the log has it too. */
  readonly tell: (notice: Notice) => Promise<void>
  /** Writes the counts that were put off and are due. Never rejects. */
  readonly catchUp: () => Promise<void>
}

interface Entry {
  readonly notice: Notice
  readonly name: string
  series: Series
  /** Another process told it before: so often; undefined: not asked yet. */
  before: number | undefined
}

/** An Event lives as long in most clusters, and more notices than so many are of objects that are gone. */
const MOST = 1000

export function recorder({ transport, ...from }: LeaderEventOptions): Recorder {
  const kubernetes = api(transport, { timeoutMs: EVENT_TIMEOUT_MS })
  const entries = new Map<string, Entry>()
  const allowances = new Map<string, Allowance>()

  const create = (entry: Entry) => {
    const { namespace } = entry.notice.regarding
    return kubernetes.create(eventsPath(namespace), { ...eventOf(entry, from), ...seriesOf(entry) })
  }
  const patch = ({ name, notice }: Entry, change: object) =>
    kubernetes.mergePatch<SeriesObject>(pathUnder(eventsPath(notice.regarding.namespace), name), change)

  const begin = async (notice: Notice, id: string, nowMs: number) => {
    const left = spend(allowances.get(notice.regarding.uid), nowMs)
    if (!left) return
    allowances.set(notice.regarding.uid, left)
    const name = nameOf(notice, nowMs)
    const entry: Entry = { notice, name, series: BEGUN(nowMs), before: 0 }
    entries.delete(id)
    entries.set(id, entry)
    keepNewest(entries)
    keepNewest(allowances)
    await create(entry).catch((error: unknown) => {
      if (isStatus(error, 409)) entry.before = undefined
    })
  }

  const count = async (entry: Entry, nowMs: number) => {
    if (!isDue(entry.series, nowMs)) return
    entry.series = writtenNow(entry.series, nowMs)
    try {
      entry.before ??= await countedBefore(patch(entry, {}))
      await patch(entry, seriesOf(entry))
    } catch (error) {
      // Events live for an hour or so.
      if (!isStatus(error, 404)) return
      entry.before = 0
      await create(entry).catch(() => undefined)
    }
  }

  return {
    tell: async (notice) => {
      const nowMs = from.now()
      const { regarding, reason, id: said } = notice
      const id = [regarding.uid, reason, said].join('\n')
      const entry = entries.get(id)
      if (!entry || isOver(entry.series, notice, nowMs)) return begin(notice, id, nowMs)
      entry.series = toldAgain(entry.series, nowMs)
      return count(entry, nowMs)
    },
    catchUp: async () => {
      const nowMs = from.now()
      await Promise.all([...entries.values()].map((entry) => count(entry, nowMs)))
    },
  }
}

interface SeriesObject {
  readonly series?: { readonly count?: number }
}

/** What this process found there is one more than what another had told. */
const countedBefore = async (found: Promise<SeriesObject>): Promise<number> => ((await found).series?.count ?? 1) - 1

const nameOf = ({ regarding, reason, kind, id }: Notice, nowMs: number): string =>
  nameByWords(regarding.name, [regarding.uid, reason, id, ...(kind === 'occurrence' ? [nowMs] : [])].join('\n'))

const eventOf = ({ notice, name }: Entry, from: Omit<EventSinkOptions, 'transport'>): object => {
  const { reason, type, note, regarding } = notice
  return eventObject({ name, namespace: regarding.namespace, action: 'Decide', reason, type, note, regarding }, from)
}

/** The API server takes a series of two and more. */
function seriesOf({ series, before = 0 }: Entry): object {
  const count = series.count + before
  return count < 2 ? {} : { series: { count, lastObservedTime: sayMicroTime(series.toldMs) } }
}

const isStatus = (error: unknown, status: number) => error instanceof ApiError && error.status === status

/** A Map is in the order of its writes. */
function keepNewest(map: Map<string, unknown>): void {
  for (const key of map.keys()) {
    if (map.size <= MOST) return
    map.delete(key)
  }
}
