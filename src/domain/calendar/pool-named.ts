import { oncePerObject } from '../remembered.ts'

/** Which pool a name means: the one that is called so, or the only one that differs by case alone. */
export type PoolNamed =
  | { readonly at: 'pool'; readonly name: string }
  | { readonly at: 'none' }
  | { readonly at: 'several'; readonly names: readonly string[] }

const NONE: PoolNamed = { at: 'none' }

export function poolNamed(name: string, pools: ReadonlySet<string>): PoolNamed {
  if (pools.has(name)) return { at: 'pool', name }
  const names = inSmallLetters(pools).get(name.toLowerCase())
  const [only] = names ?? []
  if (names === undefined || only === undefined) return NONE
  return names.length === 1 ? { at: 'pool', name: only } : { at: 'several', names }
}

/** Every line of every calendar may begin with a pool's name. */
const inSmallLetters = oncePerObject((pools: ReadonlySet<string>) => Map.groupBy(pools, (name) => name.toLowerCase()))
