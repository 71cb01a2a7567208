import {
  asyncScheduler,
  combineLatest,
  defer,
  distinctUntilChanged,
  EMPTY,
  filter,
  from,
  ignoreElements,
  map,
  type Observable,
  type ObservableInput,
  retry,
  type SchedulerLike,
  switchMap,
  tap,
  timer,
} from 'rxjs'
import { isListed } from '../../../streams/observe.ts'
import { type Latest, latest } from '../../../streams/operators/latest.ts'
import { configFile$ } from '../../../streams/sources/config.ts'
import { eventOf, goodConfig$ } from '../../../streams/sources/good-config.ts'
import type { State } from '../../../streams/sources/state.ts'
import type { View } from '../../../streams/watch/view.ts'
import type { PlaceholderDeployment } from '../../domain/cluster/deployment.ts'
import { SECOND_MS } from '../../domain/duration.ts'
import type { RuntimeEvent } from '../../domain/runtime-event.ts'
import type { Config } from '../../domain/settings/config.ts'

/** A config that is good, and the text that it was read from. */
interface GoodConfig {
  readonly config: Config
  readonly text: string
}

export interface ConfigDeps {
  readonly path: string
  readonly state$: Observable<View<State | undefined>>
  readonly deployments$: Observable<View<ReadonlyMap<string, PlaceholderDeployment>>>
  readonly tell: (event: RuntimeEvent) => void
}

/** The config in force, from the file or from its copy in the state ConfigMap. */
export const goodConfig = ({ path, state$, deployments$, tell }: ConfigDeps): Latest<GoodConfig> => {
  const stored$ = state$.pipe(
    filter((view) => isListed(view)),
    map(({ value }) => value?.config),
  )
  const standing$ = combineLatest([deployments$, state$]).pipe(
    filter((views) => views.every(isListed)),
    map(([deployments, state]) => ({ deployments: deployments.value, owner: state.value?.owner })),
  )
  return latest(
    goodConfig$(configFile$(path), { stored$, standing$ }).pipe(
      tap((news) => tell(eventOf(news))),
      filter((news) => news.at === 'good'),
    ),
  )
}

export interface KeepConfigDeps {
  readonly leading$: Observable<boolean>
  readonly good$: Observable<GoodConfig>
  readonly state$: Observable<View<State | undefined>>
  /** Tells of what fails itself. */
  readonly save: (text: string) => ObservableInput<unknown>
}

const AGAIN_MS = 10 * SECOND_MS

/**
 * Keeps the last good config in the state ConfigMap while we lead, for a start with a file that is refused. What could not be
 * saved is tried again every 10 s, until there is a newer one.
 */
export const keepConfig = (
  { save, ...latest }: KeepConfigDeps,
  scheduler: SchedulerLike = asyncScheduler,
): Observable<never> =>
  combineLatest([latest.leading$, latest.good$, latest.state$]).pipe(
    filter(([leading, , { value }]) => leading && value !== undefined),
    map(([, { text }, { value }]) => (value?.config === text ? undefined : text)),
    distinctUntilChanged(),
    switchMap((text) =>
      text === undefined
        ? EMPTY
        : defer(() => from(save(text))).pipe(retry({ delay: () => timer(AGAIN_MS, scheduler) })),
    ),
    ignoreElements(),
  )
