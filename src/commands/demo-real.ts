import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  connect as branch,
  fromEvent,
  ignoreElements,
  interval,
  lastValueFrom,
  merge,
  mergeMap,
  of,
  takeUntil,
  tap,
  timer,
} from 'rxjs'
import { actuate } from '../../streams/actuate.ts'
import { pipeline, type Step } from '../../streams/pipeline.ts'
import type { Cluster } from '../../test/cluster/index.ts'
import { connect } from '../kubernetes/connection.ts'
import { seeded } from '../simulation/random.ts'
import { crowd } from '../simulation/users.ts'
import { logSink } from '../sinks/log.ts'
import { perform } from '../sinks/perform.ts'
import { demoLog } from './demo-log.ts'
import { LECTURE, lectureCalendar, lectureValues, NAMESPACE, POOL, RELEASE, STATE, userPod } from './demo-real-world.ts'
import { sceneOf } from './demo-scene.ts'
import type { Terminal } from './demo-screen.ts'
import { liveShow, plainShow, type Show } from './demo-show.ts'
import { InputError } from './read-input.ts'
import { clusterSources } from './run-sources.ts'

const PODS = `/api/v1/namespaces/${NAMESPACE}/pods`
const CAPTION = 'A real API server, scheduler and Karpenter; kwok pretends the machines and containers.'

/** The demo's class on the real control plane of the tests, in real time. @throws InputError where there are no tests */
export async function realDemo(seed: number, out: Terminal, stop: AbortSignal): Promise<void> {
  out.write('Starting a real control plane (built on first use, about 15 minutes then) …\n')
  const cluster = await start()
  const directory = await mkdtemp(join(tmpdir(), 'warmseats-demo-'))
  try {
    for (const [path, object] of Object.entries(RELEASE)) await cluster.request('POST', path, object)
    for (const user of ['ada', 'grace']) await cluster.request('POST', PODS, userPod(user))
    const show = (out.isTTY ? liveShow : plainShow)(out, { seats: LECTURE.seatsPerNode, speed: 1 })
    await play(cluster, directory, seed, show, out.isTTY ? 200 : 10_000, stop).finally(show.end)
    if (!stop.aborted) out.write(`\n${await waits(cluster)}\n`)
  } finally {
    await cluster.stop()
    await rm(directory, { recursive: true })
  }
}

async function start(): Promise<Cluster> {
  const tests = await import('../../test/cluster/index.ts').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error
    throw new InputError('--real needs the repository with its tests; the image has only the product')
  })
  const karpenter = { bootDelay: LECTURE.bootDelay, pools: { user: POOL } }
  return tests.startCluster({ karpenter, scheduler: tests.mostAllocated, podStartMs: 1000 }).catch((error: Error) => {
    throw new InputError(`the real control plane did not start: ${error.message}`)
  })
}

/** The composition root of `run` without what a demo needs not: Lease, server, state. */
async function play(
  cluster: Cluster,
  directory: string,
  seed: number,
  show: Show,
  everyMs: number,
  stop: AbortSignal,
): Promise<void> {
  const beginMs = Date.now()
  const calendar = join(directory, 'midterm.ics')
  const config = join(directory, 'values.yaml')
  await writeFile(calendar, lectureCalendar(beginMs))
  await writeFile(config, lectureValues(calendar))
  const transport = connect({ kubeconfig: cluster.kubeconfig })
  const sink = logSink(demoLog(Date.now, show.log))
  const options = { config, state: STATE, identity: 'demo', port: 0, namespace: NAMESPACE, transport }
  const { sources, mayAct } = clusterSources({ ...options, onHealth: () => undefined, tell: sink.runtime })
  let step: Step | undefined
  const tell = (next: Step) => {
    step = next
    const { decision, difference, observed } = next
    sink.decision(decision, [...decision.problems, ...difference.problems], observed.calendar, observed.freshness)
  }
  const product$ = pipeline(sources).pipe(
    tap(tell),
    branch((steps$) => steps$.pipe(actuate({ perform: perform({ transport, mayAct, dryRun: () => false }) }))),
    tap(({ action, effect }) => sink.outcome(action, effect)),
  )
  const frames$ = interval(everyMs).pipe(tap(() => step && show.scene(sceneOf(step, [], Date.now()), CAPTION)))
  const names = Array.from({ length: LECTURE.students }, (_, at) => `student-${at + 1}`)
  const visits = crowd(names, beginMs + LECTURE.doorsMs, LECTURE.arrivingMs, seeded(seed))
  const students$ = merge(
    ...visits.map(({ user, arrivesMs }) =>
      timer(new Date(arrivesMs)).pipe(mergeMap(() => cluster.request('POST', PODS, userPod(user)))),
    ),
  )
  const over$ = merge(timer(LECTURE.endMs), stop.aborted ? of(true) : fromEvent(stop, 'abort'))
  const everything$ = merge(product$, frames$, students$).pipe(ignoreElements(), takeUntil(over$))
  await lastValueFrom(everything$, { defaultValue: undefined }).finally(transport.close)
}

interface PodObject {
  readonly metadata: { readonly name: string; readonly creationTimestamp: string }
  readonly status: { readonly conditions?: readonly { readonly type: string; readonly lastTransitionTime: string }[] }
}

/** How long the students waited, as the API tells it: from the pod's creation until it was ready, in whole seconds. */
async function waits(cluster: Cluster): Promise<string> {
  const { items } = (await cluster.request('GET', PODS)) as { readonly items: readonly PodObject[] }
  const seconds = items
    .filter(({ metadata }) => metadata.name.startsWith('jupyter-student'))
    .map(({ metadata, status }) => {
      const ready = status.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime
      return (Date.parse(ready ?? '') - Date.parse(metadata.creationTimestamp)) / 1000
    })
  const late = seconds.filter((one) => !(one <= 5)).length
  return `${late} of ${seconds.length} students waited more than 5 s; a machine takes ${LECTURE.bootDelay} to boot here. The longest waited ${Math.max(...seconds)} s.`
}
