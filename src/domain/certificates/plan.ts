/**
 * A new certificate without a moment in which a client meets one that it does not trust. Each generation has a CA of its
 * own, whose key is thrown away. The next generation is made and announced while the current one is served; it is served
 * once clients had time to hear of it; the previous CA is announced for as long again, until every replica has changed over.
 * The webhook's path changes along: the next is accepted before it is announced, the previous until everybody has heard.
 * Each step is judged by what stands in the cluster, so that a leader who stops in the middle is followed by another.
 */
import { given } from '../given.ts'
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
  const { generations, paths, nowMs } = input
  const standing = `${bundleOf(generations)}${generations.current?.ca}${paths.current}`
  const begun = { standing, sinceMs: nowMs }
  const memory = input.memory.standing === standing ? input.memory : begun
  const telling = whatToTell(input)
  if (!input.isOurs) return { ...ofOthers(telling, generations), memory, wakeAtMs: Number.POSITIVE_INFINITY }
  const { current, next } = generations
  const isNextReady = whyNotServed(next, input) === undefined
  const unmade = whyNotServed(current, input)
  if (!current || (unmade && !isNextReady))
    return { step: { type: 'make', because: unmade ?? '' }, memory, wakeAtMs: nowMs }
  if (telling) return { step: telling, memory: begun, wakeAtMs: nowMs }
  const { step, atMs } = nextStep(input, current, isNextReady, memory.sinceMs)
  return nowMs < atMs ? { memory, wakeAtMs: atMs } : { step, memory, wakeAtMs: nowMs }
}

/** Without a certificate of theirs there is nothing to announce yet. */
function ofOthers(telling: RotationStep | undefined, { current }: Generations): { readonly step?: RotationStep } {
  return telling && (current || telling.type === 'make path') ? { step: telling } : {}
}

/**
 * What comes once everybody is told the same, and when.
 * @param sinceMs since when they are
 */
function nextStep(
  { generations, paths, lifetimeMs, nowMs }: RotationInput,
  current: Generation,
  isNextReady: boolean,
  sinceMs: number,
): { readonly step: RotationStep; readonly atMs: number } {
  const spreadAtMs = sinceMs + Math.min(LONGEST_SPREAD_MS, lifetimeMs / 20)
  // Who changes to a long life out of a short one has no time for all of it.
  if (isNextReady)
    return { step: { type: 'promote' }, atMs: Math.min(spreadAtMs, (sinceMs + current.validUntilMs) / 2) }
  if (generations.previousCa !== undefined || paths.previous !== undefined)
    return { step: { type: 'forget' }, atMs: spreadAtMs }
  return renewal(current, lifetimeMs, nowMs)
}

/** Makes what everybody hears the same again; undefined where it is. */
function whatToTell({ generations, paths: { current: path }, announced }: RotationInput): RotationStep | undefined {
  const bundle = bundleOf(generations)
  if (path === undefined && announced.some((one) => one.path !== undefined)) return { type: 'make path' }
  const isTold = announced.every((one) => (one.bundle ?? bundle) === bundle && (one.path ?? path) === path)
  return isTold ? undefined : { type: 'announce', bundle, ...given({ path }) }
}

function whyNotServed(generation: Generation | undefined, { names, nowMs }: RotationInput): string | undefined {
  if (!generation) return 'there is none'
  if (generation.validUntilMs <= nowMs) return 'it has expired'
  const missing = names.find((name) => !generation.names.includes(name))
  return missing === undefined ? undefined : `it is not for ${missing}`
}

/** The next one is made in the last third of the current one's life, or at once where lives were made shorter since. */
function renewal({ validUntilMs }: Generation, lifetimeMs: number, nowMs: number) {
  const isTooLong = validUntilMs - nowMs > lifetimeMs + SKEW_MS
  const because = isTooLong ? 'it is valid for longer than it should be' : 'it expires soon'
  return {
    step: { type: 'prepare', because } as const,
    atMs: isTooLong ? nowMs : validUntilMs - lifetimeMs * RENEWED_AT,
  }
}
