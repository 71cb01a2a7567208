import type { Step } from '../../domain/act/step.ts'
import { hubFigures } from '../../domain/figures/hub.ts'
import { NO_HUB } from '../../domain/hub/view.ts'
import type { Families } from './families.ts'

/** The hub as it says of itself; absent where nobody asks one. */
export function hubMetrics({ number }: Families, latest: () => Step | undefined): void {
  const read = () => hubFigures(latest()?.observed.hub ?? NO_HUB)
  number('hub_up', '1 while the hub can be asked, 0 while it cannot; absent where it is not asked.', () => {
    const figures = read()
    return figures && Number(figures.isUp)
  })
  number('hub_servers', 'Servers that run, start or stop by what the hub says.', () => read()?.servers)
  number('hub_named_servers', 'Of these those that have a name.', () => read()?.named)
  number(
    'hub_spawning_servers',
    'Of these those that start, whether or not their pod is there.',
    () => read()?.spawning,
  )
}
