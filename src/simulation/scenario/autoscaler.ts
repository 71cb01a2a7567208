import { z } from 'zod'
import { MINUTE_MS, SECOND_MS } from '../../domain/duration.ts'
import type { AutoscalerOptions } from '../actors/autoscaler.ts'
import { duration } from './fields.ts'

type Settings = Omit<AutoscalerOptions, 'pools' | 'random'>

/** What counts where a scenario says nothing else. */
const KINDS = {
  /** Its own defaults: `scan-interval`, `scale-down-unneeded-time`, `…-utilization-threshold`, `…-delay-after-add`. */
  'cluster-autoscaler': {
    scanMs: 10 * SECOND_MS,
    scaleUpDelayMs: 0,
    batch: { idleMs: 0, maxMs: 0 },
    spreads: false,
    unneededMs: 10 * MINUTE_MS,
    movableBelow: 0.5,
    removalMs: MINUTE_MS,
    afterScaleUpMs: 10 * MINUTE_MS,
  },
  /**
   * It sees each pod at once and waits for more of them (`BATCH_IDLE_DURATION`, `BATCH_MAX_DURATION`), and a node that
   * comes keeps none from going. An empty node goes after `consolidateAfter`, here 30 s; on top of that come the 10 s in
   * which it looks once, 5 s on average, and the 15 s in which it makes sure. `WhenEmpty` moves nobody. What pods only
   * prefer (`ScheduleAnyway`) it takes for a must as long as it can (`PREFERENCE_POLICY`).
   */
  karpenter: {
    scanMs: 100,
    scaleUpDelayMs: 0,
    batch: { idleMs: SECOND_MS, maxMs: 10 * SECOND_MS },
    spreads: true,
    unneededMs: 50 * SECOND_MS,
    movableBelow: 0,
    removalMs: 5 * SECOND_MS,
    afterScaleUpMs: 0,
  },
} as const satisfies Record<string, Settings>

/** The `autoscaler` of a scenario. */
export const autoscaler = z
  .strictObject({
    kind: z.enum(['cluster-autoscaler', 'karpenter']).default('cluster-autoscaler').describe('Whose defaults count.'),
    scan: duration.optional().describe('How often it looks.'),
    scaleUpDelay: duration.optional().describe('How long a pod must have waited before it asks for a machine.'),
    batch: z.strictObject({ idle: duration, max: duration }).optional(),
    spreads: z.boolean().optional().describe('Machines in other zones for placeholders that would rather be spread.'),
    scaleDownAfter: duration.optional().describe('How long a node must have been unneeded.'),
    scaleDownBelow: z
      .number()
      .min(0)
      .max(1)
      .optional()
      .describe('Placeholders are moved off a node of which less is used; 0: only empty nodes go.'),
    removal: duration.optional().describe('How long a node takes to go.'),
    afterScaleUp: duration.optional().describe('How long no node goes after one was asked for.'),
  })
  .transform((given): Settings => {
    const its = KINDS[given.kind]
    return {
      scanMs: Math.max(100, given.scan ?? its.scanMs),
      scaleUpDelayMs: given.scaleUpDelay ?? its.scaleUpDelayMs,
      batch: given.batch ? { idleMs: given.batch.idle, maxMs: given.batch.max } : its.batch,
      spreads: given.spreads ?? its.spreads,
      unneededMs: given.scaleDownAfter ?? its.unneededMs,
      movableBelow: given.scaleDownBelow ?? its.movableBelow,
      removalMs: given.removal ?? its.removalMs,
      afterScaleUpMs: given.afterScaleUp ?? its.afterScaleUpMs,
    }
  })
