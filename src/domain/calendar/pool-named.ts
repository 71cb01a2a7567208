/** Which pool a name means: the one that is called so, or the only one that differs by case alone. */
export type PoolNamed =
  | { readonly at: 'pool'; readonly name: string }
  | { readonly at: 'none' }
  | { readonly at: 'several'; readonly names: readonly string[] }

export function poolNamed(name: string, pools: Iterable<string>): PoolNamed {
  const known = [...pools]
  if (known.includes(name)) return { at: 'pool', name }
  const names = known.filter((pool) => pool.toLowerCase() === name.toLowerCase())
  const [only] = names
  if (only === undefined) return { at: 'none' }
  return names.length === 1 ? { at: 'pool', name: only } : { at: 'several', names }
}
