import { type Observable, tap } from 'rxjs'
import { isListed, isTried } from './observe.ts'
import type { Sources } from './pipeline.ts'

type Waited = Exclude<keyof Sources, 'hints$' | 'hub$' | 'exams$'>

/** What a first decision needs, in words for who waits for it. */
const NAMES: Readonly<Record<Waited, string>> = {
  config$: 'the config',
  calendar$: 'the calendar',
  nodes$: 'the list of nodes',
  pods$: 'the list of pods',
  deployments$: 'the list of Deployments',
  lent$: 'what pools borrow',
  buffers$: 'the list of CapacityBuffers',
  state$: 'the state ConfigMap',
  leading$: 'the Lease',
}

/** The same sources, and which of them have not come yet, so that nothing is decided (`isSynced`). */
export function noteMissing(from: Sources): { readonly sources: Sources; readonly missing: () => readonly string[] } {
  const waited = new Set(Object.keys(NAMES) as Waited[])
  const noted = <T>(source$: Observable<T>, name: Waited, isThere: (value: T) => boolean): Observable<T> =>
    source$.pipe(
      tap((value) => {
        if (waited.has(name) && isThere(value)) waited.delete(name)
      }),
    )
  const always = () => true
  return {
    sources: {
      config$: noted(from.config$, 'config$', always),
      calendar$: noted(from.calendar$, 'calendar$', isTried),
      nodes$: noted(from.nodes$, 'nodes$', isListed),
      pods$: noted(from.pods$, 'pods$', isListed),
      deployments$: noted(from.deployments$, 'deployments$', isListed),
      lent$: noted(from.lent$, 'lent$', isListed),
      buffers$: noted(from.buffers$, 'buffers$', isListed),
      state$: noted(from.state$, 'state$', isListed),
      hints$: from.hints$,
      hub$: from.hub$,
      exams$: from.exams$,
      leading$: noted(from.leading$, 'leading$', always),
    },
    missing: () => [...waited].map((name) => NAMES[name]),
  }
}
