/** When something is to be looked at again though nothing happens. Epoch ms; missing: never. */
interface Revisit {
  readonly revisitAt?: number
}

/** The earliest of several instants, each epoch ms; undefined or infinite: never. */
export function earliest(instants: readonly (number | undefined)[]): Revisit {
  const revisitAt = Math.min(...instants.map((at) => at ?? Number.POSITIVE_INFINITY))
  return Number.isFinite(revisitAt) ? { revisitAt } : {}
}
