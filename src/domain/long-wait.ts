/** Longer than this feels like a loading screen. */
export const LONG_WAIT_MS = 30_000
