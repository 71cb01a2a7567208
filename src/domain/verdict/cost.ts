/** What a class cost in nodes, and what it would have cost somebody who knew when everybody comes. */
import { MINUTE_MS } from '../duration.ts'

/** Node-hours from when room opened for a class until its last people may come. */
export interface Cost {
  /** Of nodes that its people were on, or that stood and booted for them. */
  readonly paid: number
  /** Of these the hours in which its people had the seats. */
  readonly used: number
  /** What perfect timing would have paid: each node asked for so early that it serves when its first person comes. */
  readonly oracle: number
}

export interface CostInput {
  /** The class's own people by minute, from half an hour before its start on. */
  readonly came: readonly number[]
  /** Minutes from when room opened until people began to come; 0: it opened with them. */
  readonly minutesBefore: number
  /** Seats that stood empty or booted for the class, of a minute counted from where room opened. */
  readonly heldAt: (minute: number) => number
  readonly perNode: number
  /** From the wish for a node to a seat on it. ms */
  readonly aheadMs: number
}

export function costOf({ came, minutesBefore, heldAt, perNode, aheadMs }: CostInput): Cost {
  let [taken, paid, used] = [0, 0, 0]
  for (let minute = 0; minute < minutesBefore + came.length; minute += 1) {
    taken += came[minute - minutesBefore] ?? 0
    paid += (taken + heldAt(minute)) / perNode
    used += taken / perNode
  }
  return { paid: paid / 60, used: used / 60, oracle: oracleMinutes(came, perNode, aheadMs / MINUTE_MS) / 60 }
}

/** Each full node of people pays from so long before the first of them until the end. */
function oracleMinutes(came: readonly number[], perNode: number, aheadMinutes: number): number {
  let [taken, nodes, minutes] = [0, 0, 0]
  for (const [at, people] of came.entries()) {
    taken += people
    // Shares of people add up to whole ones but for rounding.
    for (; nodes < Math.ceil((taken - 1e-6) / perNode); nodes += 1) minutes += came.length - at + aheadMinutes
  }
  return minutes
}
