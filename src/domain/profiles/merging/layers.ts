import type { Origin, Settings } from '../reading/profile.ts'

/** One of what is merged, a profile or a size: the later, the stronger. */
export type Layer = Settings & { readonly origin: Origin }

/** A value, and who gave it. */
export interface Sourced<T> {
  readonly value: T
  readonly origin: Origin
}

/** The last layer that says something, with its place among them. */
export function lastOf<T>(
  layers: readonly Layer[],
  read: (layer: Layer) => T | undefined,
): (Sourced<T> & { readonly place: number }) | undefined {
  const place = layers.findLastIndex((layer) => read(layer) !== undefined)
  const layer = layers[place]
  const value = layer && read(layer)
  return layer && value !== undefined ? { value, origin: layer.origin, place } : undefined
}
