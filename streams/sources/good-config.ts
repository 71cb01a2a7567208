import { concatMap, map, type Observable, of, take } from 'rxjs'
import { type Loaded, loadConfig } from '../../src/config/load.ts'
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

/**
 * Keeps the last good config going: a wrong file changes nothing, also at start, where the copy of the state ConfigMap
 * stands in.
 * @param stored$ the last good config that was kept, once it is known; undefined when there is none
 */
export const goodConfig$ = (
  readings$: Observable<ConfigReading>,
  stored$: Observable<string | undefined>,
): Observable<ConfigNews> => {
  let hasGood = false
  const good = (text: string, loaded: Loaded & { at: 'good' }): ConfigNews & { at: 'good' } => {
    hasGood = true
    return { at: 'good', text, config: loaded.config, warnings: loaded.warnings }
  }
  return readings$.pipe(
    concatMap(({ text, loaded }) => {
      if (loaded.at === 'good') return of(good(text, loaded))
      const refused: ConfigNews = { at: 'refused', errors: loaded.errors }
      if (hasGood) return of(refused)
      return stored$.pipe(
        take(1),
        map((lastText) => {
          const last = lastText === undefined ? undefined : loadConfig(lastText)
          if (lastText === undefined || last?.at !== 'good') throw new NoConfig(loaded.errors)
          return { ...good(lastText, last), isStored: true } as const
        }),
        concatMap((news) => of<ConfigNews[]>(refused, news)),
      )
    }),
  )
}

/** What has to be told of it. */
export function eventOf(news: ConfigNews): RuntimeEvent {
  if (news.at === 'refused') return { type: 'config refused', errors: news.errors }
  const { config, warnings, isStored } = news
  return { type: 'config loaded', pools: [...config.pools.keys()], warnings, ...given({ isStored }) }
}
