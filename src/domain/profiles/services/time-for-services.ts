/** A share of the webhook's own time: what is late must fail before the API server goes on without us. */
const SHARE = 0.7

/** How long all services of a pod may take, in whole ms: timers take no others. */
export const timeForServices = (webhookMs: number): number => Math.floor(webhookMs * SHARE)
