import type { Problem } from '../../domain/problem.ts'
import { halfResources } from '../../domain/profiles/known/half-resources.ts'
import { misplaced } from '../../domain/profiles/known/order.ts'
import type { ProfileProblem } from '../../domain/profiles/reading/notes.ts'
import { sayCount } from '../../domain/say.ts'
import { readProfileFiles } from './files.ts'

/**
 * What is wrong with files of profiles, one line each. `isGood`: nothing in them is left out.
 * @param config the values, which say what profiles of ConfigMaps may reach; without them it is said what is needed
 * @throws InputError
 */
export async function profilesCheck(
  files: readonly string[],
  { config }: { readonly config?: string | undefined } = {},
): Promise<{ readonly text: string; readonly isGood: boolean; readonly warnings: readonly Problem[] }> {
  const { set, problems, warnings, needed } = await readProfileFiles(files, { config })
  const all = [...problems, ...misplaced(set), ...halfResources(set)]
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
  return { text: lines.join('\n'), isGood: errors === 0, warnings }
}

/** As compilers write it, so that editors find the place: `profiles.yaml:12: error: profiles[0].env[1].value: …` */
const sayProfileProblem = ({ source, line, level, path, text }: ProfileProblem): string =>
  `${source}${line === undefined ? '' : `:${line}`}: ${level}: ${path ? `${path}: ` : ''}${text}`
