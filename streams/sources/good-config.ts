import { concatMap, map, type Observable, of, take } from 'rxjs'
import { type Loaded, loadConfig } from '../../src/config/load.ts'
import { whyNotWithoutPools } from '../../src/domain/act/undone.ts'
import type { PlaceholderDeployment } from '../../src/domain/cluster/deployment.ts'
import type { Owner } from '../../src/domain/decide/observed.ts'
import { given } from '../../src/domain/given.ts'
import type { Problem } from '../../src/domain/problem.ts'
import type { RuntimeEvent } from '../../src/domain/runtime-event.ts'
import type { Config } from '../../src/domain/settings/config.ts'
import { NoConfig } from '../../src/domain/settings/no-config.ts'
import type { ConfigReading } from './config.ts'

/** The config that counts, or what is wrong with the one that was refused while the last good one goes on. */
export type ConfigNews =
  | {
      readonly at: 'good'
      readonly config: Config
      readonly text: string
      readonly warnings: readonly Problem[]
      /** It is the copy of the state ConfigMap: the file is refused still. */
      readonly isStored?: true
    }
  | { readonly at: 'refused'; readonly errors: readonly Problem[] }

type Good = Loaded & { readonly at: 'good' }

/** What stands in the cluster, as far as a config without pools is judged by it. */
export interface Standing {
  readonly deployments: ReadonlyMap<string, PlaceholderDeployment>
  readonly owner: Owner | undefined
}

export interface LastGood {
  /** The last good config that was kept, once it is known; undefined when there is none. */
  readonly stored$: Observable<string | undefined>
  /** The latest, once it is known. */
  readonly standing$: Observable<Standing>
}

/**
 * Keeps the last good config going: a wrong file changes nothing, also at start, where the copy of the state ConfigMap
 * stands in. Wrong is also one that names no pool while placeholders of ours stand, wherever another one is known.
 */
export const goodConfig$ = (
  readings$: Observable<ConfigReading>,
  { stored$, standing$ }: LastGood,
): Observable<ConfigNews> => {
  let inForce: Config | undefined
  const good = (text: string, { config, warnings }: Good): ConfigNews & { at: 'good' } => {
    inForce = config
    return { at: 'good', text, config, warnings }
  }
  const last$ = stored$.pipe(
    take(1),
    map((text) => {
      const loaded = text === undefined ? undefined : loadConfig(text)
      return text !== undefined && loaded?.at === 'good' ? { text, loaded } : undefined
    }),
  )
  const standsIn = (refused: ConfigNews, { text, loaded }: { text: string; loaded: Good }) =>
    of<ConfigNews[]>(refused, { ...good(text, loaded), isStored: true })

  const refuse = (errors: readonly Problem[]): Observable<ConfigNews> => {
    const refused: ConfigNews = { at: 'refused', errors }
    if (inForce) return of(refused)
    return last$.pipe(
      concatMap((last) => {
        if (!last) throw new NoConfig(errors)
        return standsIn(refused, last)
      }),
    )
  }
  /** It counts after all where no config with pools is known: nothing is removed by it. */
  const judgeWithoutPools = (text: string, loaded: Good): Observable<ConfigNews> =>
    standing$.pipe(
      take(1),
      concatMap(({ deployments, owner }) => {
        const error = whyNotWithoutPools(loaded.config, deployments.values(), owner)
        if (!error) return of(good(text, loaded))
        const refused: ConfigNews = { at: 'refused', errors: [error] }
        if (inForce) return of(inForce.pools.size > 0 ? refused : good(text, loaded))
        return last$.pipe(
          concatMap((last) =>
            last && last.loaded.config.pools.size > 0 ? standsIn(refused, last) : of(good(text, loaded)),
          ),
        )
      }),
    )
  return readings$.pipe(
    concatMap(({ text, loaded }) => {
      if (loaded.at === 'refused') return refuse(loaded.errors)
      return loaded.config.pools.size > 0 ? of(good(text, loaded)) : judgeWithoutPools(text, loaded)
    }),
  )
}

/** What has to be told of it. */
export function eventOf(news: ConfigNews): RuntimeEvent {
  if (news.at === 'refused') return { type: 'config refused', errors: news.errors }
  const { config, warnings, isStored } = news
  return { type: 'config loaded', pools: [...config.pools.keys()], warnings, ...given({ isStored }) }
}
