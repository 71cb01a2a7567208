/** Where instances are, and the groups that made them. */
export interface Zone {
  readonly project: string
  readonly zone: string
}

/** Zones beside each other. A group of a region spreads its instances over several of them by itself. */
export interface Region {
  readonly project: string
  readonly region: string
}

/** Where a group is. */
export type Area = Zone | Region

/** As messages name it: `us-west1-b`, `region us-west1`. */
export const sayArea = (area: Area): string => ('zone' in area ? area.zone : `region ${area.region}`)

export const sameArea = (a: Area, b: Area): boolean => a.project === b.project && sayArea(a) === sayArea(b)

/** A zone's name is that of its region and one part more: `us-west1-b`, `us-central1-ai1a`. */
export const regionOf = ({ project, zone }: Zone): Region => ({ project, region: zone.replace(/-[^-]*$/, '') })

/** Whether a group of this area may have made instances of that zone. */
export const covers = (area: Area, zone: Zone): boolean =>
  sameArea(area, 'zone' in area ? { project: zone.project, zone: zone.zone } : regionOf(zone))
