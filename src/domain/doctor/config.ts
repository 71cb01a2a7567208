import type { Problem } from '../problem.ts'
import { sayCount } from '../say.ts'
import type { Config } from '../settings/config.ts'
import { broken, type Examined, examined, warning } from './finding.ts'

export interface ConfigInput {
  /** The one that counts. */
  readonly config: Config
  readonly warnings: readonly Problem[]
  /** Why the one that is mounted is refused; empty: it is the one that counts. */
  readonly refused: readonly Problem[]
  /** Where the values are mended: `helm upgrade …`. */
  readonly upgrade: string
}

/** Whether the values say what was meant, and that anything is done at all. */
export function configExamined({ config, warnings, refused, upgrade }: ConfigInput): Examined {
  const { pools, dryRun } = config
  return examined('config', {
    findings: [
      ...refused.map(({ where, text }) =>
        broken(
          where,
          `${text}; the config is refused, and the last good one goes on to count`,
          `${upgrade}  # with ${where} mended`,
        ),
      ),
      ...(pools.size === 0
        ? [
            broken(
              'nodePools',
              'the config has no pools: there is nothing to keep warm',
              'nodePools: {user: {nodeSelector: {hub.jupyter.org/pool-name: user}}}',
            ),
          ]
        : []),
      ...(dryRun ? [warning('dryRun', 'it decides and logs, and writes nothing', 'dryRun: false')] : []),
      ...warnings.map(({ where, text }) => warning(where, text, `${upgrade}  # with ${where} mended`)),
    ],
    well: refused.length === 0 && pools.size > 0 ? [`the values are understood: ${sayCount(pools.size, 'pool')}`] : [],
  })
}
