import { parseQuantity, sayBytes, sayMilliCores } from './quantity.ts'

/**
 * Amounts by resource name, as the scheduler counts them: `cpu` in milli-cores, everything else in whole units
 * (`memory` and `ephemeral-storage` in bytes, `pods` and extended resources such as `nvidia.com/gpu` in pieces).
 * A name that is missing is zero.
 */
export type Resources = Readonly<Record<string, number>>

export const NOTHING: Resources = {}

/** A Kubernetes resource list (`{cpu: "500m", memory: "2Gi"}`) in our units; entries that are not quantities are left out. */
export function parseResources(list: Readonly<Record<string, unknown>> | null | undefined): Resources {
  const parsed: Record<string, number> = {}
  for (const [name, value] of Object.entries(list ?? {})) {
    const amount = parseQuantity(value, name === 'cpu' ? 1000 : 1)
    if (amount !== undefined) parsed[name] = amount
  }
  return parsed
}

/** The same as a manifest would write it. */
export const sayResources = (resources: Resources): Record<string, string> =>
  Object.fromEntries(Object.entries(resources).map(([name, amount]) => [name, sayAmount(name, amount)]))

function sayAmount(name: string, amount: number): string {
  if (name === 'cpu') return sayMilliCores(amount)
  return name === 'memory' || name === 'ephemeral-storage' ? sayBytes(amount) : String(amount)
}

export const amountOf = (resources: Resources, name: string): number => resources[name] ?? 0

/** a + b, name by name. */
export const add = (a: Resources, b: Resources): Resources => combine(a, b, (x, y) => x + y)

/** a − b, name by name; may be negative (an overcommitted node has less than nothing free). */
export const subtract = (a: Resources, b: Resources): Resources => combine(a, b, (x, y) => x - y)

/** The larger of both, name by name. */
export const larger = (a: Resources, b: Resources): Resources => combine(a, b, Math.max)

/** Whether both name the same resources with the same amounts. */
export const isSameList = (a: Resources, b: Resources): boolean =>
  a === b || (Object.keys(a).length === Object.keys(b).length && Object.keys(a).every((name) => a[name] === b[name]))

function combine(a: Resources, b: Resources, by: (x: number, y: number) => number): Resources {
  const result: Record<string, number> = { ...a }
  for (const name in a) result[name] = by(a[name] ?? 0, b[name] ?? 0)
  for (const name in b) if (!(name in a)) result[name] = by(0, b[name] ?? 0)
  return result
}

/** free ÷ allocatable of one resource, 0 when there is none of it. */
export const freeRatio = (allocatable: Resources, used: Resources, name: string): number => {
  const all = amountOf(allocatable, name)
  return all > 0 ? (all - amountOf(used, name)) / all : 0
}

const SCHEDULER_BUILT_IN = new Set(['cpu', 'memory', 'ephemeral-storage', 'pods'])

/** Names of extended resources (GPUs and other devices, huge pages) in a list. */
export const extendedNames = (resources: Resources): string[] =>
  Object.keys(resources).filter((name) => !SCHEDULER_BUILT_IN.has(name) && amountOf(resources, name) > 0)
