import { finalize, lastValueFrom, merge, NEVER, type Observable, Subject, takeUntil, tap } from 'rxjs'
import { sleepUntil } from '../../../streams/operators/sleep-until.ts'
import { listen } from '../../../streams/watch/listen.ts'
import type { WatchFailure } from '../../../streams/watch/watch.ts'
import { watchHealth } from '../../../streams/watch/watch-health.ts'
import { nodeFrom, type RawNode } from '../../domain/cluster/node.ts'
import type { RawPod } from '../../domain/cluster/pod.ts'
import { podKindsOf } from '../../domain/cluster/pod-kinds.ts'
import { book } from '../../recording/book.ts'
import { boots } from '../../recording/boots.ts'
import { recordedPod } from '../../recording/recorded-pod.ts'
import { recording, type Told } from '../../recording/recording.ts'
import { shapes } from '../../recording/shapes.ts'
import { writeTo } from '../answer.ts'
import { atCluster, type Place } from '../cluster/ask.ts'
import { configOf, findInstalled } from '../cluster/installed.ts'
import { type LoadedFile, loadConfigFile } from '../load-config-file.ts'
import { InputError } from '../read-input.ts'
import { Unfinished } from '../unfinished.ts'
import { refuseUnwritable } from '../writable.ts'
import { endOf, type RecordOptions, refuseContradictions } from './options.ts'
import { sayBegan, sayEarlier, sayHealth, sayOver, sayScenario } from './say.ts'
import { scenarioOf } from './scenario.ts'
import { openTrace, type Trace } from './trace-file.ts'

/** Where it writes: lines of the trace to one, how it goes to the other. */
export interface Voices {
  readonly line: (text: string) => void
  readonly progress: (text: string) => void
}

/**
 * Writes down who comes and goes on a cluster, as a trace for `simulate`, until it is stopped.
 * @param stop$ ends it, as Ctrl-C does
 * @throws InputError, ConnectionError; Unfinished when the file takes no more
 */
export async function record(options: RecordOptions, say: Voices, stop$: Observable<unknown>): Promise<void> {
  refuseContradictions(options)
  if (options.scenario !== undefined) await refuseUnwritable(options.scenario)
  const given = options.config === undefined ? undefined : await loadConfigFile(options.config)
  await atCluster(options, async (place) => {
    const loaded = given ?? (await configOf(await findInstalled(place, options.state), place, undefined))
    const untilMs = endOf(options, loaded.config.calendar.timezone ?? 'utc', Date.now())
    const trace = await openTrace(options.out, say.line)
    try {
      await write({ place, loaded, trace, untilMs, options, say, stop$ })
    } finally {
      trace.close()
    }
  })
}

interface Desk {
  readonly place: Place
  readonly loaded: LoadedFile
  readonly trace: Trace
  readonly untilMs: number | undefined
  readonly options: RecordOptions
  readonly say: Voices
  readonly stop$: Observable<unknown>
}

/** The composition root: one subscribe. */
async function write(desk: Desk): Promise<void> {
  const { place, loaded, trace, options, say } = desk
  const { config } = loaded
  const seen = shapes(config)
  const machines = boots(config)
  const visits = book(config, Date.now)
  const failed$ = new Subject<never>()
  const enough$ = new Subject<void>()
  const done$ = new Subject<void>()
  const health = watchHealth()
  let beganMs: number | undefined
  let firstMs = 0

  // Nobody waits here for a cluster that does not answer; once it has begun, it goes on whatever happens.
  const onHealth = (watched: string, failure: WatchFailure | undefined) => {
    if (beganMs !== undefined) health.onHealth(watched, failure)
    else if (failure && failure.kind !== 'projection') failed$.error(new InputError(failure.because))
  }
  const heed = (told: Told) => {
    switch (told.at) {
      case 'began':
        beganMs = Date.now()
        // Of who is there now there is only the past to tell.
        firstMs = options.now ? Math.min(beganMs, ...told.present.map(({ createdMs }) => createdMs)) : beganMs
        trace.began(told.present, beganMs)
        if (options.now) enough$.next()
        else say.progress(sayBegan(config, told.present.length, desk.untilMs))
        return
      case 'ended':
        seen.visited(told.visits)
        trace.ended(told.visits)
        return
      case 'over':
        seen.visited(told.present)
        trace.over(told.present, Date.now())
        say.progress(sayOver(trace.visits, told.present, { outside: visits.outside, file: options.out }))
    }
  }
  // Whose values a file holds is not known, unless it is said.
  const kinds = podKindsOf(config, options.config === undefined ? place.namespace : options.namespace)
  const deps = { transport: place.connection, onHealth }
  const clock$ = desk.untilMs === undefined ? NEVER : sleepUntil(desk.untilMs)
  const told$ = recording({
    book: visits,
    shapes: seen,
    boots: machines,
    pods$: listen('pods', { path: '/api/v1/pods' }, (raw) => recordedPod(raw as RawPod, kinds), deps),
    nodes$: listen('nodes', { path: '/api/v1/nodes' }, (raw) => nodeFrom(raw as RawNode), deps),
    stop$: merge(desk.stop$, clock$, enough$, failed$),
  }).pipe(
    tap(heed),
    finalize(() => done$.next()),
  )
  const outages$ = health.events$.pipe(
    takeUntil(done$),
    tap((event) => sayHealth(event).forEach(say.progress)),
  )
  for (const line of sayEarlier(trace.earlier, options.out)) say.progress(line)
  await lastValueFrom(merge(told$, outages$), { defaultValue: undefined })
  if (beganMs === undefined) throw new Unfinished('it was stopped before it had seen the cluster: nothing is recorded')
  if (options.scenario === undefined || options.out === undefined) return
  const fromMs = trace.earlier.fromMs ?? firstMs
  const { text, unseen } = scenarioOf({
    config,
    values: loaded.values,
    shapes: seen,
    boots: machines,
    fromMs,
    untilMs: Date.now(),
    trace: options.out,
    scenario: options.scenario,
  })
  await writeTo(options.scenario, text)
  for (const line of sayScenario(options.scenario, unseen)) say.progress(line)
}
