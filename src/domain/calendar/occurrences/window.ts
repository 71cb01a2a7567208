/** A window of time, half-open, in epoch ms. */
export interface Window {
  readonly fromMs: number
  readonly toMs: number
}

export const isWithin = (epochMs: number, { fromMs, toMs }: Window): boolean => epochMs >= fromMs && epochMs < toMs
