/** An event that asks for room, as its title and its own times say. */
export interface PlannedEvent {
  readonly title: string
  /** Those that it asks of, sorted. */
  readonly pools: readonly string[]
  /** Without lead and trail time, half-open. Epoch ms. */
  readonly startMs: number
  readonly endMs: number
}
