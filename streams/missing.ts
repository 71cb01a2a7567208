import { type MonoTypeOperatorFunction, tap } from 'rxjs'
import type { Sources } from './pipeline.ts'
import type { View } from './view.ts'

/** What a first decision needs, in words for who waits for it. */
const NAMES: Readonly<Record<keyof Sources, string>> = {
  config$: 'the config',
  calendar$: 'the calendar',
  nodes$: 'the list of nodes',
  pods$: 'the list of pods',
  placeholders$: 'the list of Deployments',
  state$: 'the state ConfigMap',
  leading$: 'the Lease',
}

/** The same sources, and which of them have not come yet, so that nothing is decided (`isSynced`). */
export function noteMissing(from: Sources): { readonly sources: Sources; readonly missing: () => readonly string[] } {
  const waited = new Set(Object.keys(NAMES) as (keyof Sources)[])
  const until = <T>(name: keyof Sources, isThere: (value: T) => boolean): MonoTypeOperatorFunction<T> =>
    tap((value) => {
      if (waited.has(name) && isThere(value)) waited.delete(name)
    })
  const always = () => true
  const untilListed = <T>(name: keyof Sources) => until<View<T>>(name, ({ freshness }) => freshness.at !== 'starting')
  return {
    sources: {
      config$: from.config$.pipe(until('config$', always)),
      calendar$: from.calendar$.pipe(until('calendar$', ({ health }) => health.at !== 'loading')),
      nodes$: from.nodes$.pipe(untilListed('nodes$')),
      pods$: from.pods$.pipe(untilListed('pods$')),
      placeholders$: from.placeholders$.pipe(untilListed('placeholders$')),
      state$: from.state$.pipe(untilListed('state$')),
      leading$: from.leading$.pipe(until('leading$', always)),
    },
    missing: () => [...waited].map((name) => NAMES[name]),
  }
}
