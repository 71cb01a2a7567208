import { z } from 'zod'
import { SPARE_ROOM, STRATEGIES } from '../domain/settings/config.ts'
import * as field from './fields.ts'
import * as forecastField from './forecast-fields.ts'

/** The rules that stand at the top level for all pools, and in a pool for it alone. */
export const rules = {
  scalingStrategy: z
    .enum(STRATEGIES)
    .nullish()
    .describe('How free a node must be to need no placeholder: by cpu, mem, or both (balanced).'),
  cpuThreshold: field.threshold
    .nullish()
    .describe('A node is roomy when more than this share of its CPU is free (0 to 1).'),
  memoryThreshold: field.threshold
    .nullish()
    .describe('A node is roomy when more than this share of its memory is free (0 to 1).'),
  nodeGracePeriod: field.duration
    .nullish()
    .describe('How long a node must have had room before it counts: seconds or "10m".'),
  emptyNodeGracePeriod: field.duration
    .nullish()
    .describe('The same for a node without users, which the autoscaler may delete; 0 counts it like any other.'),
  calendarOverrideEnabled: z
    .boolean()
    .nullish()
    .describe("Take the calendar's number as it is: room does not lower it."),
  bridge: field.duration
    .nullish()
    .describe('A gap between two events that is shorter than this keeps the lower of their numbers; 0 for none.'),
  spareRoom: z
    .enum(SPARE_ROOM)
    .nullish()
    .describe(
      'Bare numbers are for whoever comes, people\'s units for a class: "beside" holds both, "within" the larger.',
    ),
  userImages: z
    .union([z.enum(['auto', 'off']), z.array(field.text)])
    .nullish()
    .describe(
      "The users' images, which placeholders bring to their nodes: those that users run (auto), these, or off.",
    ),
  forecast: forecastField.forecast
    .nullish()
    .describe('How many come, and when: what is made of who came so far and before; docs/forecast.md.'),
}
