/** An event that asks for room, as its title and its own times say. */
export interface PlannedEvent {
  readonly title: string
  /** Those that it asks of, sorted. */
  readonly pools: readonly string[]
  /** What a seat requests (`Resources`), of those pools of which it says so. Missing: of none. */
  readonly seats?: ReadonlyMap<string, Readonly<Record<string, number>>>
  /** Without lead and trail time, half-open. Epoch ms. */
  readonly startMs: number
  readonly endMs: number
}
