import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { calendarAddress } from '../../../streams/calendar/address.ts'
import { stretchAround } from '../../../streams/calendar/horizon.ts'
import { type CalendarPart, NO_READING } from '../../domain/calendar/merge-calendars.ts'
import type { Unchecked } from '../../domain/doctor/finding.ts'
import type { Looked } from '../../domain/doctor/looked.ts'
import { given } from '../../domain/given.ts'
import type { RawConfigMap } from '../../domain/scheduling/kubernetes-object.ts'
import type { CalendarEntry } from '../../domain/settings/calendars.ts'
import type { Config } from '../../domain/settings/config.ts'
import { apiPath } from '../../kubernetes/api-path.ts'
import { calendarSources } from '../calendar-sources.ts'
import type { Place } from '../cluster/ask.ts'
import type { Release } from '../cluster/release.ts'
import { readCalendars } from '../read-calendars.ts'
import { lookFor } from './look.ts'

export interface ReadParts {
  readonly parts: readonly CalendarPart[]
  readonly unchecked: readonly Unchecked[]
}

/** Where the chart mounts them, for sentences. */
const MOUNTED = '/etc/warmseats-secrets'

/**
 * Each calendar of a config, read once, with the Secrets that the controller would have: they lie in a folder that only
 * this user reads, for as long as it takes.
 */
export async function readParts(
  place: Place,
  config: Config,
  release: Release | undefined,
  nowMs: number,
): Promise<ReadParts> {
  const folder = await mkdtemp(join(tmpdir(), 'warmseats-'))
  try {
    const refused = await fetchSecrets(place, config, folder)
    const { readable, unchecked } = sorted(config, refused)
    const main = mainOf(config, release)
    const sources = calendarSources(
      { ...config, calendars: readable, calendar: { ...config.calendar, ...main.calendar } },
      { secrets: folder, stretch: stretchAround(nowMs), ...given({ url: main.url }) },
    )
    const parts = await Promise.all(
      sources.map(async (source): Promise<CalendarPart> => {
        const state = await readCalendars([source])
        const { health } = state
        const pools = source.at === 'calendar' ? source.pools : undefined
        const told =
          health.at === 'failing' ? { ...health, because: health.because.replaceAll(folder, MOUNTED) } : health
        return { name: source.name, state: { ...state, health: told }, ...given({ pools }) }
      }),
    )
    return { parts: [...main.failing, ...parts], unchecked: [...main.unchecked, ...unchecked] }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** @returns of each Secret that could not be read why; one that is not there is left out, as it is in the pod */
async function fetchSecrets(place: Place, { calendars }: Config, folder: string): Promise<ReadonlyMap<string, string>> {
  await chmod(folder, 0o700)
  const names = [...new Set(calendars.flatMap(secretsOf))]
  const refused = new Map<string, string>()
  for (const name of names) {
    const secret = await secretOf(place, name)
    if (secret.at === 'unseen') refused.set(name, secret.because)
    else await mount(secret.value?.data ?? {}, join(folder, name))
  }
  return refused
}

const secretOf = ({ kubernetes, namespace }: Place, name: string): Promise<Looked<RawConfigMap | undefined>> =>
  lookFor(kubernetes.get<RawConfigMap>(apiPath`/api/v1/namespaces/${namespace}/secrets/${name}`), {
    verb: 'get',
    resource: 'secrets',
    group: '',
    namespace,
    name,
  })

async function mount(data: Readonly<Record<string, string>>, folder: string): Promise<void> {
  await mkdir(folder, { mode: 0o700 })
  for (const [key, value] of Object.entries(data))
    await writeFile(join(folder, key), Buffer.from(value, 'base64'), { mode: 0o600 })
}

const secretsOf = ({ secret, auth }: CalendarEntry): string[] => [
  ...(secret ? [secret.name] : []),
  ...(auth ? [auth.secretName] : []),
]

const IN_POD = "it is a file in the controller's pod, which is not read from here"

const isFile = (url: string | undefined): boolean => url !== undefined && calendarAddress(url).at === 'file'

const whether = (name: string): string => `whether ${name} can be read`

/** Those of `calendars` that can be read from here, and why others cannot. */
function sorted(
  { calendars }: Config,
  refused: ReadonlyMap<string, string>,
): { readonly readable: readonly CalendarEntry[]; readonly unchecked: readonly Unchecked[] } {
  const why = (entry: CalendarEntry) =>
    isFile(entry.url) ? IN_POD : secretsOf(entry).flatMap((one) => refused.get(one) ?? [])[0]
  return {
    readable: calendars.filter((entry) => why(entry) === undefined),
    unchecked: calendars.flatMap((entry) => {
      const because = why(entry)
      return because === undefined ? [] : [{ what: whether(`calendar ${entry.name}`), because }]
    }),
  }
}

/** How the calendar of calendarUrl is read, or why it is not. */
interface Main {
  readonly url: string | undefined
  /** Over what the config says of it. */
  readonly calendar: Partial<Config['calendar']>
  readonly failing: readonly CalendarPart[]
  readonly unchecked: readonly Unchecked[]
}

/** The calendar of calendarUrl, or of the Secret that the controller has it from. */
function mainOf(config: Config, release: Release | undefined): Main {
  const { calendar: own } = release ?? {}
  const nothing: Main = { failing: [], unchecked: [], url: undefined, calendar: {} }
  const withoutUrl = { url: '' }
  if (own && 'unread' in own) {
    const health = { at: 'failing' as const, sinceMs: 0, because: own.unread }
    const failing: CalendarPart = { name: 'calendar', state: { health, reading: NO_READING } }
    return own.isMissing
      ? { ...nothing, calendar: withoutUrl, failing: [failing] }
      : { ...nothing, calendar: withoutUrl, unchecked: [{ what: whether('calendar'), because: own.unread }] }
  }
  if (own) return { ...nothing, url: own.url }
  if (isFile(config.calendar.url))
    return { ...nothing, calendar: withoutUrl, unchecked: [{ what: whether('calendar'), because: IN_POD }] }
  return nothing
}
