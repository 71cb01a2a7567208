import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PlannedDemand } from '../../../src/domain/demand/plan.ts'
import { type Need, needOf } from '../../../src/domain/fit/need.ts'
import type { PoolScale } from '../../../src/domain/fit/pool-scale.ts'
import { SCALE } from './support.ts'

const { placeholdersPerNode: _, perNode: __, ...UNKNOWN } = SCALE
const { seat: ___, ...UNSEATED } = SCALE
const asks = (...all: [PlannedDemand['unit'], number][]): PlannedDemand[] =>
  all.map(([unit, amount]) => ({ unit, amount, events: ['Midterm'] }))

const open = (unit: 'students', amount: number): PlannedDemand[] => [
  { unit, amount, events: ['Midterm'], isAuto: true },
]

const ROWS: readonly [name: string, demands: PlannedDemand[], need: Need, scale?: PoolScale][] = [
  ['students', asks(['students', 350]), { seats: 350, placeholders: 13, nodes: 13 }],
  [
    'seats, beside students the more',
    asks(['students', 100], ['seats', 120]),
    { seats: 120, placeholders: 5, nodes: 5 },
  ],
  ['nodes', asks(['nodes', 4]), { seats: 0, placeholders: 4, nodes: 4 }],
  ['a bare number', asks(['integer', 3]), { seats: 0, placeholders: 3, nodes: 3 }],
  [
    'a bare number and students: both',
    asks(['integer', 3], ['students', 29]),
    { seats: 29, placeholders: 5, nodes: 5 },
  ],
  [
    'a bare number within which students find seats',
    asks(['integer', 3], ['students', 29]),
    { seats: 29, placeholders: 3, nodes: 3 },
    { ...SCALE, spareRoom: 'within' },
  ],
  [
    'nodes beside students: of the class the more',
    asks(['nodes', 4], ['students', 28]),
    { seats: 28, placeholders: 4, nodes: 4 },
  ],
  ['nothing', [], { seats: 0, placeholders: 0, nodes: 0 }],
  ['as many as come, whom nobody can count: no number', open('students', 0), { seats: 0, isOpen: true }],
  ['the same beside others', open('students', 29), { seats: 29, placeholders: 2, nodes: 2, isOpen: true }],
  [
    'placeholders of which four share a node',
    asks(['students', 350]),
    { seats: 350, placeholders: 50, nodes: 13 },
    { ...SCALE, perPlaceholder: 7, placeholdersPerNode: 4 },
  ],
  ['students where no node ever told', asks(['students', 350]), { seats: 350, placeholders: 13 }, UNKNOWN],
  ['students of whom nobody knows what one is', asks(['students', 350]), { seats: 350 }, UNSEATED],
  [
    'students while a placeholder is as large as a seat',
    asks(['students', 350]),
    { seats: 350 },
    { ...SCALE, isGuess: true },
  ],
  ['a bare number, whatever a seat is', asks(['integer', 3]), { seats: 0, placeholders: 3, nodes: 3 }, UNSEATED],
]

describe('what is needed of an empty pool for', () => {
  for (const [name, demands, need, scale = SCALE] of ROWS)
    it(name, () => assert.deepEqual(needOf(demands, scale), need))
})
