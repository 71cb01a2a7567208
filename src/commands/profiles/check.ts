import { halfResources } from '../../domain/profiles/known/half-resources.ts'
import { misplaced } from '../../domain/profiles/known/order.ts'
import type { ProfileProblem } from '../../domain/profiles/reading/notes.ts'
import { sayCount } from '../../domain/say.ts'
import { readProfileFiles } from './files.ts'

/** What is wrong with files of profiles, one line each. `isGood`: nothing in them is left out. @throws InputError */
export async function profilesCheck(
  files: readonly string[],
): Promise<{ readonly text: string; readonly isGood: boolean }> {
  const { set, problems } = await readProfileFiles(files)
  const all = [...problems, ...misplaced(set), ...halfResources(set)]
  const errors = all.filter(({ level }) => level === 'error').length
  const counts = [
    sayCount(set.profiles.length, 'profile'),
    sayCount(set.sizes.length, 'size'),
    sayCount(set.gpuTypes.length, 'GPU type'),
    sayCount(errors, 'error'),
    sayCount(all.length - errors, 'warning'),
  ]
  return { text: [...all.map(sayProfileProblem), counts.join(', ')].join('\n'), isGood: errors === 0 }
}

/** As compilers write it, so that editors find the place: `profiles.yaml:12: error: profiles[0].env[1].value: …` */
const sayProfileProblem = ({ source, line, level, path, text }: ProfileProblem): string =>
  `${source}${line === undefined ? '' : `:${line}`}: ${level}: ${path ? `${path}: ` : ''}${text}`
