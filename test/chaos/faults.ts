/** All kinds of fault, group by group; those that end processes come last, so that the others meet old ones. */
import type { Group } from './fault.ts'
import { admission } from './faults/admission.ts'
import { answers } from './faults/answers.ts'
import { calendar } from './faults/calendar.ts'
import { clocks } from './faults/clocks.ts'
import { config } from './faults/config.ts'
import { hands } from './faults/hands.ts'
import { load } from './faults/load.ts'
import { network } from './faults/network.ts'
import { processes } from './faults/processes.ts'
import { server } from './faults/server.ts'
import { state } from './faults/state.ts'

export const GROUPS: readonly Group[] = [
  ['network', network],
  ['answers of others', answers],
  ['control plane', server],
  ['admission', admission],
  ['hands', hands],
  ['calendar', calendar],
  ['config file', config],
  ['load', load],
  ['clocks', clocks],
  ['memory and Lease', state],
  ['processes', processes],
]
