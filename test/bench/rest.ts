/** What the product costs while nothing happens: requests, memory. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Cluster } from '../cluster/index.ts'
import type { Controller } from '../e2e/support/controller.ts'
import { byVerb, perMinute, type Requests, readRequests } from './api-requests.ts'
import type { Audit } from './audit.ts'
import { type Memory, memoryOfChild } from './process-memory.ts'

export interface Rest {
  readonly windowMs: number
  /** Requests a minute of the whole cluster, by verb, and the GETs and LISTs by resource. */
  readonly requests: readonly RequestRate[]
  readonly memory: Memory
  /** Of the controller's own CPU in a minute at rest. */
  readonly cpuMs: number
}

export interface RequestRate {
  readonly what: string
  readonly withProduct: number
  readonly without: number
  /** The product's own, by the audit log. */
  readonly audited: number
}

/** Memory of the past (the state ConfigMap) is written up to 10 s after the last change. */
const SETTLE_MS = 15_000

export interface RestOptions {
  readonly cluster: Cluster
  readonly controller: Controller
  readonly audit: Audit
  readonly namespace: string
  readonly windowMs: number
}

/** Measures one window with the controller, stops it, and measures one without. */
export async function measureRest({ cluster, controller, audit, namespace, windowMs }: RestOptions): Promise<Rest> {
  const window = async () => {
    const count = async () => [readRequests(await cluster.metrics()), await audit.requests(namespace)] as const
    const [startMs, [all, own]] = [performance.now(), await count()]
    await delay(windowMs)
    const [allAfter, ownAfter] = await count()
    const elapsedMs = performance.now() - startMs
    return { all: perMinute(all, allAfter, elapsedMs), own: perMinute(own, ownAfter, elapsedMs) }
  }
  await delay(SETTLE_MS)
  const cpuBefore = await cpuSeconds(controller)
  const withProduct = await window()
  const cpuMs = ((await cpuSeconds(controller)) - cpuBefore) * 1000 * (60_000 / windowMs)
  const memory = await memoryOfChild('cli.ts run')
  controller.kill('SIGTERM')
  await controller.exited
  await delay(SETTLE_MS / 3) // the watches that ended with it are counted now
  const without = await window()
  return { windowMs, requests: compare(withProduct.all, without.all, withProduct.own), memory, cpuMs }
}

async function cpuSeconds(controller: Controller): Promise<number> {
  const [, seconds] = /^process_cpu_seconds_total (\S+)$/m.exec((await controller.get('/metrics')).text) ?? []
  return Number(seconds)
}

function compare(withProduct: Requests, without: Requests, audited: Requests): RequestRate[] {
  const rows = (by: (requests: Requests) => Requests, of: (what: string) => boolean): RequestRate[] => {
    const [one, two, three] = [by(withProduct), by(without), by(audited)]
    return [...new Set([...one.keys(), ...two.keys(), ...three.keys()])]
      .filter(of)
      .toSorted()
      .map((what) => ({
        what,
        withProduct: one.get(what) ?? 0,
        without: two.get(what) ?? 0,
        audited: three.get(what) ?? 0,
      }))
  }
  return [
    ...rows(byVerb, () => true),
    ...rows(
      (requests) => requests,
      (what) => /^(GET|LIST) /.test(what),
    ),
  ]
}
