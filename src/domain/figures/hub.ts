import type { HubView } from '../hub/view.ts'

/** A hub as it answered last, in numbers. */
export interface HubFigures {
  /** It answered when it was last asked. */
  readonly isUp: boolean
  /** Missing: it did not for so long that nobody knows. */
  readonly servers?: number
  readonly named?: number
  /** Those that are being started, whether or not their pod is there. */
  readonly spawning?: number
}

/** @returns undefined where no hub is asked, or none has been yet */
export function hubFigures({ health, servers }: HubView): HubFigures | undefined {
  if (health.at === 'none' || health.at === 'asking') return undefined
  const isUp = health.at === 'good'
  if (!servers) return { isUp }
  return { isUp, servers: servers.active, named: servers.named, spawning: servers.spawning.length }
}
