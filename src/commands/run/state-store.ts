import type { State } from '../../../streams/sources/state.ts'
import { type KeptMemory, keptWithin, MOST_CONFIG_BYTES, MOST_MEMORY_BYTES } from '../../domain/decide/memory-kept.ts'
import { NotLeading } from '../../domain/lease.ts'
import type { RuntimeEvent, StatePart } from '../../domain/runtime-event.ts'
import { sayKibibytes } from '../../domain/say.ts'
import { ConnectionError } from '../../kubernetes/connection-error.ts'
import { describeApiError, isTooLarge } from '../../kubernetes/describe.ts'
import { ApiError } from '../../kubernetes/errors.ts'
import { NoController, type StateSink } from '../../sinks/state.ts'

export interface StateStoreDeps {
  readonly sink: StateSink
  readonly namespace: string
  /** Of the state ConfigMap. */
  readonly name: string
  /** It as last seen; undefined: it is not there. */
  readonly seen: () => Pick<State, 'resourceVersion' | 'otherBytes' | 'config'> | undefined
  /** Whether we still lead, asked in the instant of a write. */
  readonly mayAct: () => boolean
  readonly tell: (event: RuntimeEvent) => void
}

/** What a restart needs, in the state ConfigMap; tells once what of it cannot be kept, and why. */
export interface StateStore {
  /** Rejects when it could not be written: then it is to be tried again. */
  saveMemory(kept: KeptMemory): Promise<void>
  /** The same; a copy that is too long is told of, and left. */
  saveConfig(text: string): Promise<void>
  /** Makes the ConfigMap itself anew. Rejects when it could not be made. */
  makeAnew(): Promise<void>
  /** Told that the ConfigMap is there. */
  isThere(): void
  /** Why the memory is not kept; undefined: it is, or another replica's is. */
  whyNotKept(): string | undefined
  /** To be told of what happens: whoever leads no more keeps nothing. */
  hear(event: RuntimeEvent): void
}

/** A ConfigMap takes as much, and an API server that counts a little otherwise finds room yet. */
const MOST_BYTES = 1024 * 1024 - 16 * 1024
/** Others are faster once, a server is overloaded for a moment; then somebody has to know. */
const PASSES_TRIES = 3

export function stateStore({ sink, namespace, name, seen, mayAct, tell }: StateStoreDeps): StateStore {
  const words = wordsFor(namespace, name)
  const asLeader = () => {
    if (!mayAct()) throw new NotLeading()
  }
  const writeMemory = async (text: string) => {
    asLeader()
    await sink.saveMemory(text, seen()?.resourceVersion ?? '')
  }
  const writeConfig = async (text: string) => {
    asLeader()
    await sink.saveConfig(text)
  }
  const [object, memory, config] = [told('ConfigMap', tell), told('memory', tell), told('config', tell)]
  let cutKinds = ''
  /** Of the copy that is there or has to come yet. */
  let configBytes = 0

  /** What else is in the ConfigMap takes room too: what is ours to make smaller is the memory. */
  const fit = (all: KeptMemory): string => {
    const { otherBytes: besideBytes = 0, config: copy = '' } = seen() ?? {}
    const copyBytes = Buffer.byteLength(copy)
    const otherBytes = besideBytes - copyBytes + Math.max(copyBytes, configBytes)
    const mostBytes = Math.max(0, Math.min(MOST_MEMORY_BYTES, MOST_BYTES - otherBytes))
    const kept = mostBytes < all.mostBytes ? keptWithin(all.stored, mostBytes) : all
    tell({ type: 'state measured', bytes: kept.bytes, mostBytes })
    const kinds = kept.cut.map((one) => one.replace(/^\d+ /, '')).join()
    if (kinds !== cutKinds)
      tell(
        kinds === '' ? { type: 'state whole' } : { type: 'state cut', because: words.cut(kept, mostBytes, otherBytes) },
      )
    cutKinds = kinds
    return kept.text
  }
  return {
    saveMemory: async (all) => {
      if (!mayAct()) throw new NotLeading()
      const text = fit(all)
      await memory.write(
        () => writeMemory(text),
        (error) => `${words.refused(error, text)}; the next start begins without what was learned`,
      )
    },
    saveConfig: async (text) => {
      if (Buffer.byteLength(text) > MOST_CONFIG_BYTES) return config.fail(words.longConfig(text))
      configBytes = Buffer.byteLength(text)
      await config.write(
        () => writeConfig(text),
        (error) => `${words.refused(error, text)}; a start with a file that is refused has no copy of this one`,
      )
    },
    makeAnew: async () => {
      asLeader()
      await object.write(sink.make, words.unmade)
      tell({ type: 'state made anew' })
    },
    isThere: object.mended,
    whyNotKept: memory.because,
    hear: ({ type }) => {
      if (type !== 'following') return
      cutKinds = ''
      for (const part of [object, memory, config]) part.forget()
    },
  }
}

function wordsFor(namespace: string, name: string) {
  const where = `configmaps/${name} in ${namespace}`
  const look = `kubectl --namespace ${namespace} get configmap ${name} --output json | jq '.data | map_values(length)'`
  return {
    cut: ({ bytes, cut }: KeptMemory, mostBytes: number, otherBytes: number): string => {
      const advice =
        mostBytes < MOST_MEMORY_BYTES
          ? `${sayKibibytes(otherBytes)} are taken by what else is in it: remove what is not ours (${look})`
          : 'more cannot be kept: divide the pools among two releases'
      return (
        `${sayKibibytes(bytes)} are remembered, and ${where} has room for ${sayKibibytes(mostBytes)}: ` +
        `left out are ${cut.join(', ')}, which the next start does not know; ${advice}`
      )
    },
    unmade: (error: unknown): string => {
      const because =
        error instanceof NoController
          ? error.message
          : describeApiError(error, { verb: 'create', resource: 'configmaps', group: '', namespace, name })
      return `${where} is gone and not made anew: ${because}; no placeholder is made until \`helm upgrade\` brings it back`
    },
    refused: (error: unknown, text: string): string => {
      const refused = describeApiError(error, { verb: 'patch', resource: 'configmaps', group: '', namespace, name })
      if (!isTooLarge(error)) return refused
      const own = `${sayKibibytes(Buffer.byteLength(text))} are to be written`
      return `${refused}; ${own}: remove what else is in it (${look}), or let the cluster take the 1 MiB of Kubernetes`
    },
    longConfig: (text: string): string =>
      `the config is ${sayKibibytes(Buffer.byteLength(text))}, and its copy in ${where} may have ` +
      `${sayKibibytes(MOST_CONFIG_BYTES)}: a start with a file that is refused goes on with an older copy, or without; ` +
      'shorten the values',
  }
}

/** Tells that writes of a part fail, once, and that they do not any more. */
function told(part: StatePart, tell: (event: RuntimeEvent) => void) {
  let failures = 0
  let because: string | undefined
  const mended = () => {
    failures = 0
    if (because !== undefined) tell({ type: 'state kept again', part })
    because = undefined
  }
  const fail = (why: string) => {
    if (because === undefined) tell({ type: 'state not kept', part, because: why })
    because = why
  }
  return {
    because: () => because,
    fail,
    mended,
    forget: () => {
      failures = 0
      because = undefined
    },
    write: async (write: () => Promise<void>, say: (error: unknown) => string) => {
      try {
        await write()
      } catch (error) {
        failures += 1
        if (!isTold(error) && (!isPassing(error) || failures >= PASSES_TRIES)) fail(say(error))
        throw error
      }
      mended()
    },
  }
}

/** The outage of a server is told as a whole, that the ConfigMap is gone by the decisions; another leader keeps its own. */
const isTold = (error: unknown): boolean =>
  error instanceof NotLeading || error instanceof ConnectionError || (error instanceof ApiError && error.status === 404)

const isPassing = (error: unknown): boolean =>
  error instanceof ApiError &&
  !isTooLarge(error) &&
  (error.status === 409 || error.status === 429 || error.status >= 500)
