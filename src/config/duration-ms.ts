import { parseDuration } from '../domain/duration.ts'

/** A duration of the values in ms, else that of the defaults. */
export const durationMs = (value: unknown, fallback: string | number): number =>
  parseDuration(value ?? fallback) ?? parseDuration(fallback) ?? 0
