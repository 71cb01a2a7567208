/**
 * A new certificate without a moment in which a client meets one that it does not trust. Each generation has a CA of its
 * own, whose key is thrown away. The next generation is made and announced while the current one is served; it is served
 * once clients had time to hear of it; the previous CA is announced for as long again, until every replica has changed over.
 * The webhook's path changes along: the next is accepted before it is announced, the previous until everybody has heard.
 * Each step is judged by what stands in the cluster, so that a leader who stops in the middle is followed by another.
 */
import type { Paths } from './paths.ts'

/** A certificate and the CA that signed it, as far as the plan asks. */
export interface Generation {
  /** PEM. */
  readonly ca: string
  readonly validUntilMs: number
  readonly names: readonly string[]
}

/** What stands in the Secret. A part that cannot be read is missing. */
export interface Generations {
  readonly current?: Generation
  readonly next?: Generation
  /** The CA of the generation before, PEM. */
  readonly previousCa?: string
}

/** What a place tells its readers; absent: it is not for us to say there. Empty: nothing yet. */
export interface Announced {
  /** The CAs to trust, PEM. */
  readonly bundle?: string
  /** The webhook's path. */
  readonly path?: string
}

export interface RotationInput {
  readonly generations: Generations
  readonly paths: Paths
  /** Whether we make certificates; else somebody does, and we announce what there is. */
  readonly isOurs: boolean
  /** What each place announces. */
  readonly announced: readonly Announced[]
  /** Who is served. */
  readonly names: readonly string[]
  readonly lifetimeMs: number
  /** What we remember of the steps before. */
  readonly memory: RotationMemory
  readonly nowMs: number
}

/** Since when the same CAs and path are announced, and the same certificate is served. */
export interface RotationMemory {
  readonly standing: string
  readonly sinceMs: number
}

export const NO_ROTATION: RotationMemory = { standing: '', sinceMs: 0 }

export type RotationStep =
  /** Nothing can be served: make one and serve it at once. */
  | { readonly type: 'make'; readonly because: string }
  /** The certificate is good, but the webhook has no path. */
  | { readonly type: 'make path' }
  /** Make the next one beside the current. */
  | { readonly type: 'prepare'; readonly because: string }
  /** Tell clients which CAs to trust, and the API server the path. */
  | { readonly type: 'announce'; readonly bundle: string; readonly path?: string }
  /** Serve the next one. */
  | { readonly type: 'promote' }
  /** The previous CA and path are of no use any more. */
  | { readonly type: 'forget' }

export interface RotationPlan {
  readonly step?: RotationStep
  readonly memory: RotationMemory
  /** When to plan again if nothing changes before. */
  readonly wakeAtMs: number
}

/** A volume with a ConfigMap is two minutes behind, at worst. */
const LONGEST_SPREAD_MS = 5 * 60_000
/** The clocks of two leaders may differ by so much. */
const SKEW_MS = 5 * 60_000
const RENEWED_AT = 1 / 3

/** The CAs that clients have to trust now, oldest first. */
export const bundleOf = ({ previousCa, current, next }: Generations): string =>
  [...new Set([previousCa, current?.ca, next?.ca])].flatMap((ca) => (ca ? [`${ca.trim()}\n`] : [])).join('')

export function planRotation(input: RotationInput): RotationPlan {
  const { generations, paths, nowMs, lifetimeMs } = input
  const { current, next, previousCa } = generations
  const bundle = bundleOf(generations)
  const standing = `${bundle}${current?.ca}${paths.current}`
  const begun = { standing, sinceMs: nowMs }
  const memory = input.memory.standing === standing ? input.memory : begun
  const step = whatToTell(input)
  if (!input.isOurs) {
    const isDue = current || step?.type === 'make path'
    return { ...(isDue && step ? { step } : {}), memory, wakeAtMs: Number.POSITIVE_INFINITY }
  }
  const isNextReady = whyNotServed(next, input) === undefined
  const unmade = whyNotServed(current, input)
  if (!current || (unmade && !isNextReady))
    return { step: { type: 'make', because: unmade ?? '' }, memory, wakeAtMs: nowMs }
  if (step) return { step, memory: begun, wakeAtMs: nowMs }
  const spreadAtMs = memory.sinceMs + Math.min(LONGEST_SPREAD_MS, lifetimeMs / 20)
  if (isNextReady) {
    // Who changes to a long life out of a short one has no time for all of it.
    const promoteAtMs = Math.min(spreadAtMs, (memory.sinceMs + current.validUntilMs) / 2)
    return nowMs < promoteAtMs
      ? { memory, wakeAtMs: promoteAtMs }
      : { step: { type: 'promote' }, memory, wakeAtMs: nowMs }
  }
  if (previousCa !== undefined || paths.previous !== undefined)
    return nowMs < spreadAtMs ? { memory, wakeAtMs: spreadAtMs } : { step: { type: 'forget' }, memory, wakeAtMs: nowMs }
  const because = whyDue(current, lifetimeMs, nowMs)
  if (because) return { step: { type: 'prepare', because }, memory, wakeAtMs: nowMs }
  return { memory, wakeAtMs: current.validUntilMs - lifetimeMs * RENEWED_AT }
}

/** Makes what everybody hears the same again; undefined where it is. */
function whatToTell({ generations, paths: { current: path }, announced }: RotationInput): RotationStep | undefined {
  const bundle = bundleOf(generations)
  if (path === undefined && announced.some((one) => one.path !== undefined)) return { type: 'make path' }
  const isTold = announced.every((one) => (one.bundle ?? bundle) === bundle && (one.path ?? path) === path)
  return isTold ? undefined : { type: 'announce', bundle, ...(path === undefined ? {} : { path }) }
}

function whyNotServed(generation: Generation | undefined, { names, nowMs }: RotationInput): string | undefined {
  if (!generation) return 'there is none'
  if (generation.validUntilMs <= nowMs) return 'it has expired'
  const missing = names.find((name) => !generation.names.includes(name))
  return missing === undefined ? undefined : `it is not for ${missing}`
}

function whyDue({ validUntilMs }: Generation, lifetimeMs: number, nowMs: number): string | undefined {
  const remainingMs = validUntilMs - nowMs
  if (remainingMs <= lifetimeMs * RENEWED_AT) return 'it expires soon'
  return remainingMs > lifetimeMs + SKEW_MS ? 'it is valid for longer than it should be' : undefined
}
