/** The groups of the server, and where their instances are. */
import type { FakeGroup } from './compute-wire.ts'

/** All instances are there, and nothing is being done to them. */
export function fakeGroup(name: string, base: string, members: Readonly<Record<string, readonly string[]>>): FakeGroup {
  const placed = Object.entries(members).flatMap(([zone, names]) => names.map((one) => [one, zone] as const))
  return {
    name,
    baseInstanceName: base,
    targetSize: placed.length,
    members: new Map(placed.map(([one]) => [one, 'NONE'])),
    placed: new Map(placed),
    zones: Object.keys(members),
  }
}

export const isAt = ({ members, placed }: FakeGroup, zone: string, name: string) =>
  members.has(name) && placed.get(name) === zone

export const areaOf = ({ zones: [first = ''], redistribution }: FakeGroup) => (redistribution ? 'regions/zone' : first)

export function emptiest({ zones, placed }: FakeGroup): string {
  const count = (zone: string) => [...placed.values()].filter((one) => one === zone).length
  return zones.toSorted((a, b) => count(a) - count(b))[0] ?? ''
}
