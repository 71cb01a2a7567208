/** Plays one fault: a calm start, the fault with life going on, its end, and how long until all is right and stays so. */
import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as pass } from 'node:timers/promises'
import { SECOND } from '../support/time.ts'
import { explained } from './explained.ts'
import { type Fault, PROMPT } from './fault.ts'
import type { Scene } from './scene.ts'
import { type Reference, referenceOf, wrongNow } from './standing.ts'
import type { Played } from './verdict.ts'

/** Right for so long without a break is right. */
const STAYS_MS = 3 * SECOND
const LOOK_MS = 100
const CHANGE_MS = 2500

export interface PlayOptions {
  /** How long a fault that is over is watched beyond its limit, for the figure. */
  readonly patienceMs: number
}

export async function play(fault: Fault, scene: Scene, { patienceMs }: PlayOptions): Promise<Played> {
  const { campus, witness, replicas } = scene
  await calm(scene)
  const reference = fault.changesTemplate ? undefined : await referenceOf(scene)
  const [writesBefore, stderrBefore] = [witness.writes.length, replicas.map(({ stderr }) => stderr().length)]
  const deathsBefore = replicas.map(({ deaths }) => deaths.length)
  const beganMs = Date.now()
  if (fault.isCalendars) campus.keepCalendar(true)
  await fault.begin(scene)
  await meanwhile(fault.lastsMs, scene)
  await fault.end?.(scene)
  const endedMs = await campus.changeAll()
  const { ms: limitMs } = fault.limit ?? PROMPT
  const result = await converges(scene, reference, endedMs, limitMs + patienceMs)
  const overMs = Date.now()
  const explanation = result.convergedMs === undefined ? undefined : await explained(scene)
  const played: Played = {
    fault,
    ...{ beganMs, endedMs, overMs, ...result },
    right: campus.right,
    writesBefore: witness.writes.slice(0, writesBefore),
    writes: witness.writes.slice(writesBefore),
    holdings: witness.holdings,
    replicas: await Promise.all(
      replicas.map(async ({ identity, lines, stderr, deaths, isRunning, pid }, index) => ({
        identity,
        lines: lines.filter(({ atMs }) => atMs >= beganMs && atMs <= overMs),
        stderr: stderr().slice(stderrBefore[index]),
        deaths: deaths.slice(deathsBefore[index]),
        ...(isRunning() ? { size: await sizeOf(pid()) } : {}),
      })),
    ),
    ...(explanation === undefined ? {} : { explanation }),
  }
  await fault.undo?.(scene)
  if (fault.isCalendars) campus.keepCalendar(false)
  return played
}

/** Waits until all is well before anything is broken. */
async function calm(scene: Scene): Promise<void> {
  for (const replica of scene.replicas) {
    replica.proxy.misbehave()
    if (!replica.isRunning()) await replica.start()
  }
  const { wrong } = await converges(scene, undefined, Date.now(), CALM_MS)
  if (wrong !== undefined) throw new Error(`no calm to begin with: ${wrong}`)
}
const CALM_MS = 60 * SECOND

async function meanwhile(lastsMs: number, { campus }: Scene): Promise<void> {
  const untilMs = Date.now() + lastsMs
  while (Date.now() < untilMs) {
    await campus.change()
    await pass(Math.max(0, Math.min(CHANGE_MS, untilMs - Date.now())))
  }
}

async function converges(
  scene: Scene,
  reference: Reference | undefined,
  sinceMs: number,
  withinMs: number,
): Promise<{ readonly convergedMs?: number; readonly wrong?: string }> {
  let rightSinceMs: number | undefined
  for (;;) {
    const wrong = await wrongNow(scene, reference)
    const nowMs = Date.now()
    rightSinceMs = wrong === undefined ? (rightSinceMs ?? nowMs) : undefined
    if (rightSinceMs !== undefined && nowMs - rightSinceMs >= STAYS_MS) return { convergedMs: rightSinceMs - sinceMs }
    if (wrong !== undefined && nowMs - sinceMs > withinMs) return { wrong }
    await pass(LOOK_MS)
  }
}

/** Resident memory in MiB and open descriptors; nothing where there is no /proc. */
async function sizeOf(pid: number): Promise<{ readonly rssMiB: number; readonly descriptors: number } | undefined> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8')
    const [, kib] = /^VmRSS:\s+(\d+) kB/m.exec(status) ?? []
    return { rssMiB: Number(kib) / 1024, descriptors: (await readdir(`/proc/${pid}/fd`)).length }
  } catch {
    return undefined
  }
}
