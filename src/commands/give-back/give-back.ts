import { setTimeout as sleep } from 'node:timers/promises'
import { buildConfig } from '../../config/build.ts'
import { MEMORY_KEY, memoryFromJson } from '../../domain/decide/memory-json.ts'
import { countedBeside, GIVE_BACK, type Lent, lentNameFrom, sayLent } from '../../domain/lent/lent.ts'
import type { LentMemory } from '../../domain/lent/memory.ts'
import type { RawConfigMap } from '../../domain/scheduling/kubernetes-object.ts'
import { apiPath } from '../../kubernetes/api-path.ts'
import { describeApiError } from '../../kubernetes/describe.ts'
import { ApiError } from '../../kubernetes/errors.ts'
import { scaleLent } from '../../sinks/scale-lent.ts'
import { atCluster, type Place, type PlaceOptions } from '../cluster/ask.ts'
import { readLentObject } from '../cluster/lent.ts'
import { readNodesAndPods } from '../cluster/objects.ts'
import { InputError } from '../read-input.ts'
import { Unfinished } from '../unfinished.ts'

export interface GiveBackOptions extends PlaceOptions {
  /** Name of the release's state ConfigMap. */
  readonly state: string
}

/** It knows users' servers from what comes with a node: that is all that counts here. */
const NOTHING_SAID = buildConfig({}).config

/** So often they are looked at: a controller that has not seen the mark yet may still write. */
const ROUNDS = 10
/** Longer than what a controller had sent before it saw the mark is under way. */
const PAUSE_MS = 2000

/**
 * Gives what pools borrow the counts that it had before, for uninstalling. A running controller of the release is told first, by a mark on
 * its state ConfigMap, to write to it no more.
 * @param pause between two looks
 * @returns a line for each object
 * @throws Unfinished when one could not be given back; InputError when there is no cluster to talk to
 */
export const giveBack = (
  options: GiveBackOptions,
  pause: () => Promise<unknown> = () => sleep(PAUSE_MS),
): Promise<string> =>
  atCluster(options, async (place) => {
    const lent = await marked(place, options.state)
    if (Object.keys(lent).length === 0) return 'nothing is lent'
    const done = new Map<string, string>()
    let failures: string[] = []
    for (let round = 0; round < ROUNDS; round++) {
      if (round > 0) await pause()
      const turn = await once(place, lent)
      for (const [key, line] of turn.done) done.set(key, line)
      failures = turn.failures
      // Twice in a row: what the controller had sent may still arrive.
      if (round > 0 && turn.done.size === 0 && failures.length === 0)
        return [...done.values()].join('\n') || 'all has its count already'
    }
    throw new Unfinished(['these have not got their counts back:', ...failures].join('\n'))
  })

/** Marks the state ConfigMap. @returns what is remembered in it; nothing where it is gone, and with it the controller's owner */
async function marked({ kubernetes, namespace }: Place, name: string): Promise<LentMemory> {
  const path = apiPath`/api/v1/namespaces/${namespace}/configmaps/${name}`
  const patch = { metadata: { annotations: { [GIVE_BACK]: 'true' } } }
  const { data } = await kubernetes.mergePatch<RawConfigMap>(path, patch).catch((error: unknown): RawConfigMap => {
    if (error instanceof ApiError && error.status === 404) return {}
    throw new InputError(describeApiError(error, { verb: 'patch', resource: 'configmaps', group: '', namespace, name }))
  })
  return memoryFromJson(data?.[MEMORY_KEY])?.lent ?? {}
}

interface Turn {
  readonly done: ReadonlyMap<string, string>
  readonly failures: string[]
}

async function once(place: Place, memory: LentMemory): Promise<Turn> {
  const done = new Map<string, string>()
  const failures: string[] = []
  for (const [key, { count }] of Object.entries(memory)) {
    const name = lentNameFrom(key)
    const lent = name && (await readLentObject(place, name))
    // What somebody else has written since is theirs.
    if (!lent?.isOurs) continue
    const to = Math.max(count, await beside(place, lent))
    if (to === lent.holder.replicas) continue
    const why = await write(place, lent, to)
    if (why === undefined) done.set(key, `${sayLent(lent)} has ${to} again`)
    else failures.push(why)
  }
  return { done, failures }
}

/** Nodes with users keep their place in the count: with fewer, Karpenter would end their servers. */
async function beside(place: Place, lent: Lent): Promise<number> {
  return lent.by === 'nodepool' ? countedBeside(lent, await readNodesAndPods(place, NOTHING_SAID)) : 0
}

/** @returns why not; undefined: it is done, or somebody was faster and the next round sees it */
async function write({ kubernetes, namespace }: Place, lent: Lent, to: number): Promise<string | undefined> {
  const { resourceVersion } = lent.holder
  try {
    await scaleLent(kubernetes, { lent, reason: 'return', namespace, to, resourceVersion })
    return undefined
  } catch (error) {
    return describeApiError(error, { verb: 'patch', resource: sayLent(lent), group: '' })
  }
}
