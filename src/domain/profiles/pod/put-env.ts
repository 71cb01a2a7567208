import type { EnvVar } from '../reading/profile.ts'
import type { ContainerManifest } from './pod-manifest.ts'

/**
 * A list with more variables. One of the same name is replaced in its place, where others may refer to it: `$(NAME)` reads
 * only what stands before. So one that refers itself to what stands behind its place goes to the end, except to what is
 * added after it. Adding the same again changes nothing.
 * @param variableOf the variable in an item
 */
export function putEnv<T>(list: readonly T[], added: readonly T[], variableOf: (item: T) => EnvVar): T[] {
  const slots: (T | undefined)[] = [...list]
  const places = new Map(list.map((item, at) => [variableOf(item).name, at]))
  const pending = new Set(added.map((item) => variableOf(item).name))
  for (const item of added) {
    const { name, value } = variableOf(item)
    pending.delete(name)
    const place = places.get(name)
    const isBehind = (other: string) => !pending.has(other) && (places.get(other) ?? -1) > (place ?? -1)
    if (place === undefined || references(value).some(isBehind)) {
      if (place !== undefined) slots[place] = undefined
      places.set(name, slots.push(item) - 1)
    } else slots[place] = item
  }
  return slots.filter((item) => item !== undefined)
}

const references = (value = ''): string[] => [...value.matchAll(/\$\(([^)]+)\)/g)].map(([, name]) => name ?? '')

export const withEnv = (container: ContainerManifest, added: readonly EnvVar[]): ContainerManifest =>
  added.length === 0 ? container : { ...container, env: putEnv(container.env ?? [], added, (variable) => variable) }
