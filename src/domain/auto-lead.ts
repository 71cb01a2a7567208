/** The lead time `auto`: how long nodes of a pool take to come up. So long until it is measured. */
export const AUTO_LEAD_MS = 10 * 60_000
