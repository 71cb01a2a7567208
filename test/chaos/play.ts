/** Plays one fault: a calm start, the fault with life going on, its end, and how long until all is right and stays so. */
import { setTimeout as pass } from 'node:timers/promises'
import { SECOND } from '../support/time.ts'
import { type Converged, converge } from './converge.ts'
import { otherwiseExplained } from './explained.ts'
import { type Fault, PROMPT } from './fault.ts'
import type { Played, PlayedReplica } from './played.ts'
import { sizeOf } from './process.ts'
import type { Replica } from './replica.ts'
import type { Scene } from './scene.ts'
import { referenceOf } from './standing.ts'

const CHANGE_MS = 2500

/** @param patienceMs how long what is late is waited for beyond its limit, for the figure */
export async function play(fault: Fault, scene: Scene, patienceMs: number): Promise<Played> {
  const { campus, witness, replicas, protocol } = scene
  const reference = fault.changesTemplate ? undefined : await referenceOf(scene)
  const listening = replicas.map(listen)
  const writesBefore = witness.writes.length
  const beganMs = Date.now()
  campus.keepCalendar(fault.onlyUsers ?? false)
  protocol.did(`begins: ${fault.name}`)
  await fault.begin(scene)
  await meanwhile(fault.lastsMs, scene)
  await fault.end?.(scene)
  const endedMs = await campus.changeAll()
  protocol.did(`is over: ${fault.name}`)
  const withinMs = (fault.limit ?? PROMPT).ms + patienceMs
  const result = await converge(scene, { sinceMs: endedMs, withinMs, reference })
  const overMs = Date.now()
  protocol.did(result.wrong ?? 'all is right')
  const otherwise = result.convergedMs === undefined ? [] : await otherwiseExplained(scene)
  const heard = await Promise.all(listening.map((stop) => stop()))
  await fault.undo?.(scene)
  campus.keepCalendar(false)
  const followed = fault.followsCalendar && (await follows(scene, fault.followsCalendar.ms + patienceMs))
  return {
    fault,
    ...{ beganMs, endedMs, overMs, ...result },
    right: campus.right,
    writesBefore: witness.writes.slice(0, writesBefore),
    writes: witness.writes.slice(writesBefore),
    holdings: witness.holdings,
    replicas: heard,
    otherwise,
    ...(followed && { followed }),
  }
}

async function meanwhile(lastsMs: number, { campus }: Scene): Promise<void> {
  const untilMs = Date.now() + lastsMs
  while (Date.now() < untilMs) {
    await campus.change()
    await pass(Math.max(0, Math.min(CHANGE_MS, untilMs - Date.now())))
  }
}

async function follows(scene: Scene, withinMs: number): Promise<Converged> {
  const sinceMs = await scene.campus.changeAll()
  return converge(scene, { sinceMs, withinMs })
}

/** From now on until it is called. */
function listen({ identity, lines, stderr, mishaps, isRunning, pid }: Replica): () => Promise<PlayedReplica> {
  const from = [lines.length, stderr().length, mishaps.length]
  return async () => ({
    identity,
    lines: lines.slice(from[0]),
    stderr: stderr().slice(from[1]),
    mishaps: mishaps.slice(from[2]),
    ...(isRunning() ? { pid: pid(), size: await sizeOf(pid()) } : {}),
  })
}

/** Waits until all is well before anything is broken; starts who does not run. @returns what is wrong in the end */
export async function calm(scene: Scene, withinMs = 60 * SECOND): Promise<string | undefined> {
  for (const replica of scene.replicas) {
    replica.proxy.thaw()
    replica.proxy.misbehave()
    if (!replica.isRunning()) await replica.start()
  }
  return (await converge(scene, { sinceMs: Date.now(), withinMs, staysMs: SECOND / 2 })).wrong
}

/** Everything from the beginning, as a person would who gave up: the chart again, and both replicas. */
export async function repair(scene: Scene): Promise<void> {
  const { cluster, release, campus, replicas } = scene
  for (const replica of replicas) {
    if (replica.isRunning()) await replica.signal('SIGKILL')
    await replica.setClock(0)
  }
  campus.mendCalendar()
  await release.upgrade(campus.values)
  await cluster.kubectl(['--namespace', 'hub', 'delete', 'deployments', '--selector', 'warmseats.io/pool'])
  const wrong = await calm(scene)
  if (wrong !== undefined) throw new Error(`nothing helps: ${wrong}`)
}
