import { carriersOf } from '../cluster/carriers.ts'
import type { PodsView } from '../cluster/occupancy.ts'
import { fullName } from '../images/names.ts'

/**
 * Images that placeholders of a pool brought and in which the command that ends at once is not: those made without a shell. By
 * their full names.
 */
export function bareImages(pool: string, { carriers }: Pick<PodsView, 'carriers'>): ReadonlySet<string> {
  const troubled = carriersOf(pool, carriers).flatMap(({ runTrouble }) => runTrouble?.image ?? [])
  return new Set(troubled.map(fullName))
}
