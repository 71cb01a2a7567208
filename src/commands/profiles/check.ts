import type { Problem } from '../../domain/problem.ts'
import { halfResources } from '../../domain/profiles/known/half-resources.ts'
import { withoutEvent } from '../../domain/profiles/known/no-event.ts'
import { misplaced } from '../../domain/profiles/known/order.ts'
import type { ProfileProblem } from '../../domain/profiles/reading/notes.ts'
import type { ProfileSet } from '../../domain/profiles/reading/profile.ts'
import { sayCount } from '../../domain/say.ts'
import { type ComingEventsOptions, comingEvents } from './coming-events.ts'
import { readProfileFiles } from './files.ts'

/**
 * What is wrong with files of profiles, one line each. `isGood`: nothing in them is left out.
 * @param config the values, which say what profiles of ConfigMaps may reach; without them it is said what is needed
 * @param calendar where the events are during which profiles count
 * @param nowMs events that are over do not come
 * @throws InputError
 */
export async function profilesCheck(
  files: readonly string[],
  { config, calendar }: ComingEventsOptions = {},
  nowMs = 0,
): Promise<{ readonly text: string; readonly isGood: boolean; readonly warnings: readonly Problem[] }> {
  const { set, problems, warnings, needed } = await readProfileFiles(files, { config })
  const isOfEvents = set.profiles.some(({ during }) => during)
  const coming = isOfEvents ? await comingEvents({ config, calendar }, nowMs) : undefined
  const eventless = coming ? withoutEvent(config === undefined ? inAnyPool(set) : set, coming.events) : []
  const all = [...problems, ...misplaced(set), ...halfResources(set), ...eventless]
  const errors = all.filter(({ level }) => level === 'error').length
  const counts = [
    sayCount(set.profiles.length, 'profile'),
    sayCount(set.sizes.length, 'size'),
    sayCount(set.gpuTypes.length, 'GPU type'),
    sayCount(errors, 'error'),
    sayCount(all.length - errors, 'warning'),
  ]
  const lines = [...all.map(sayProfileProblem), counts.join(', ')]
  if (needed !== undefined) lines.push(`In ConfigMaps they need these values: ${needed}`)
  if (coming?.unread !== undefined) lines.push(`A calendar could not be read: ${coming.unread}`)
  if (isOfEvents && !coming) lines.push('Whether there are such events is not known: name their calendar by --calendar')
  return { text: lines.join('\n'), isGood: errors === 0, warnings }
}

/** Nobody knows which pools there are. */
const inAnyPool = (set: ProfileSet): ProfileSet => ({
  ...set,
  profiles: set.profiles.map((one) => (one.during ? { ...one, during: { ...one.during, pools: [] } } : one)),
})

/** As compilers write it, so that editors find the place: `profiles.yaml:12: error: profiles[0].env[1].value: …` */
const sayProfileProblem = ({ source, line, level, path, text }: ProfileProblem): string =>
  `${source}${line === undefined ? '' : `:${line}`}: ${level}: ${path ? `${path}: ` : ''}${text}`
