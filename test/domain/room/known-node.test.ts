import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { EmptyNode } from '../../../src/domain/room/empty-nodes.ts'
import { emptyNodeOf, type KnownNode } from '../../../src/domain/room/known-node.ts'
import { seatsIn } from '../../../src/domain/room/seat.ts'
import type { Size } from '../../../src/domain/room/size.ts'
import { parseResources, type Resources } from '../../../src/domain/scheduling/resources.ts'

const of = (memory: string): Resources => parseResources({ cpu: '16', memory })
const SEAT = parseResources({ memory: '2Gi' })

const empty = (memory: string): EmptyNode => ({
  name: memory,
  allocatable: of(memory),
  capacity: of(memory),
  empty: of(memory),
  offer: parseResources({ cpu: '15', memory }),
  worth: seatsIn(of(memory), SEAT),
  traits: ['memory', 'cpu'],
  key: memory,
})

interface Case {
  readonly nodes?: readonly string[]
  readonly size?: Size
  readonly known?: KnownNode
  readonly event?: boolean
}

const size = (memory: string, from: Size['from'] = 'config'): Size => ({
  requests: parseResources({ cpu: '15', memory }),
  from,
})

const seats = ({ nodes = [], size: placeholder = size('1Gi'), known, event = false }: Case) =>
  emptyNodeOf({ nodes: nodes.map(empty), size: placeholder, seat: SEAT, known, eventCounts: event })?.seats

const knew = (memory: string): KnownNode => ({ seats: seatsIn(of(memory), SEAT), seat: SEAT, empty: of(memory) })

describe('what an empty node of the pool holds', () => {
  const table: [string, Case, number | undefined][] = [
    ['nobody knows without nodes', {}, undefined],
    ['what its nodes do', { nodes: ['58Gi', '58Gi'] }, 29],
    ['what those of its main kind do', { nodes: ['5Gi', '58Gi', '58Gi'] }, 29],
    ['of nearly equal ones what most do', { nodes: ['56Gi', '58Gi', '58Gi'] }, 29],
    ['of nodes that a placeholder fits', { nodes: ['5Gi', '5Gi', '58Gi'], size: size('54Gi') }, 29],
    ['of the kind that it was made after', { nodes: ['5Gi', '58Gi', '58Gi'], size: size('5Gi', 'last known') }, 2],
    ['of others that it fits, where none of that kind is there', { nodes: ['58Gi'], size: size('5Gi', 'nodes') }, 29],
    ['what it held last, without nodes', { known: knew('58Gi') }, 29],
    ['and beside nodes that it does not fit', { nodes: ['5Gi'], size: size('54Gi'), known: knew('58Gi') }, 29],
    ['but not where nodes have become others', { nodes: ['5Gi', '5Gi'], known: knew('58Gi') }, 2],
    [
      'what it held when the event began, while there is such a node',
      { nodes: ['5Gi', '5Gi', '58Gi'], known: knew('58Gi'), event: true },
      29,
    ],
    ['and what nodes hold when there is none any more', { nodes: ['5Gi', '5Gi'], known: knew('58Gi'), event: true }, 2],
  ]
  for (const [name, given, expected] of table) it(name, () => assert.equal(seats(given), expected))

  const other = parseResources({ memory: '4Gi' })
  it('is counted anew when a seat is another', () =>
    assert.equal(seats({ known: { ...knew('58Gi'), seat: other } }), 29))
  it('is nothing that an older version remembered for another seat', () => {
    assert.equal(seats({ known: { seats: 14, seat: other } }), undefined)
    assert.equal(seats({ known: { seats: 29, seat: SEAT } }), 29)
  })
})
