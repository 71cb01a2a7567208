import type { PodsView } from '../cluster/occupancy.ts'
import { fullName } from '../images/names.ts'

/**
 * Images that placeholders of a pool brought and in which the command that ends at once is not: those made without a shell. By
 * their full names.
 */
export function bareImages(pool: string, { carriers }: Pick<PodsView, 'carriers'>): ReadonlySet<string> {
  const names = new Set<string>()
  for (const pods of carriers.values())
    for (const { poolLabel, runTrouble } of pods)
      if (poolLabel === pool && runTrouble?.image !== undefined) names.add(fullName(runTrouble.image))
  return names
}
