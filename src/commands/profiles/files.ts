import type { Problem } from '../../domain/problem.ts'
import { type Reach, reachOf } from '../../domain/profiles/reach/reach.ts'
import { sayValues, valuesFor } from '../../domain/profiles/reach/refusal.ts'
import { bound, needsOf, sift } from '../../domain/profiles/reach/sift.ts'
import type { ProfileProblem } from '../../domain/profiles/reading/notes.ts'
import type { ProfileSet } from '../../domain/profiles/reading/profile.ts'
import { joinReadings, readProfileFile, type WhyNot } from '../../domain/profiles/reading/read-file.ts'
import { loadConfigFile, loadConfigText } from '../load-config-file.ts'
import { readText } from '../read-input.ts'

export interface ProfileFilesOptions {
  /** The values under which they will stand in ConfigMaps; undefined: nobody knows them yet. */
  readonly config?: string | undefined
  /** Why ConfigMaps of a namespace do not count; undefined: all do. */
  readonly whyNot?: WhyNot | undefined
}

export interface ProfileFiles {
  readonly set: ProfileSet
  readonly problems: readonly ProfileProblem[]
  /** What is odd in the values. */
  readonly warnings: readonly Problem[]
  /** The values with which all of them would count, where they are not known: `profiles: {allowedSecrets: [storage]}`. */
  readonly needed?: string
}

/** Files of profiles or ConfigMaps as one, in the order given: later wins. @throws InputError */
export async function readProfileFiles(
  files: readonly string[],
  { config, whyNot }: ProfileFilesOptions,
): Promise<ProfileFiles> {
  const loaded = config === undefined ? undefined : await loadConfigFile(config)
  const reading = joinReadings(
    await Promise.all(files.map(async (file) => readProfileFile(await readText(file), file, whyNot))),
  )
  if (loaded) return { ...bound(reading, reachIn(loaded.config)), warnings: loaded.warnings }
  const reach = reachIn(loadConfigText('', 'no values').config)
  const { refused } = sift(reading, reach)
  return {
    set: reading.set,
    problems: [...reading.problems, ...needsOf(refused, reach)],
    warnings: [],
    ...(refused.length > 0 ? { needed: sayValues(valuesFor(refused, reach)) } : {}),
  }
}

/** The names of the release's own Secrets follow from its own, which files do not tell: as the chart's. */
const reachIn = (config: Parameters<typeof reachOf>[0]): Reach => reachOf(config, { name: 'warmseats' })
