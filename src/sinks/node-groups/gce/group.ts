/** Managed instance groups and their members, read out of what the API says of them. */
import { type Area, sayArea, type Zone } from './area.ts'

/** A managed instance group. */
export interface Group {
  readonly area: Area
  readonly name: string
  /** What the names of its instances start with. */
  readonly baseName: string
  /** How many instances it is set to have, those that are being made included. */
  readonly targetSize: number
  /** Over how many zones it spreads. */
  readonly zones: number
  /** It ends instances in one zone and makes others elsewhere, whenever the zones have come to differ. */
  readonly isMoving: boolean
}

export interface Member {
  readonly name: string
  /** undefined: a group of a region has not said yet where it will be. */
  readonly zone: string | undefined
  /** As the API wants it named. */
  readonly url: string
  /** It is being deleted, or let go of: the group has taken it off its target size. */
  readonly isLeaving: boolean
  /** Why the last try to make or change it failed. */
  readonly errors: readonly string[]
}

/** As much of a group as is read. */
export interface RawGroup {
  readonly name?: string
  readonly baseInstanceName?: string
  readonly targetSize?: number
  readonly distributionPolicy?: { readonly zones?: readonly object[] }
  readonly updatePolicy?: { readonly instanceRedistributionType?: string }
}

/** As much of a member as is read. */
export interface RawMember {
  readonly name?: string
  readonly instance?: string
  readonly currentAction?: string
  readonly lastAttempt?: {
    readonly errors?: { readonly errors?: readonly { readonly code?: string; readonly message?: string }[] }
  }
}

/** What tells instances of one project apart: a name may come in several zones. */
export const keyOf = (zone: string | undefined, instance: string): string => `${zone ?? ''}/${instance}`

/** `group users of region us-west1` */
export const sayGroup = ({ name, area }: Group): string => `group ${name} of ${sayArea(area)}`

export const zoneOfMember = ({ area }: Group, { zone }: Member): Zone | undefined =>
  zone === undefined ? undefined : { project: area.project, zone }

export const groupFrom = (raw: RawGroup, area: Area): Group => ({
  area,
  name: raw.name ?? '',
  baseName: (raw.baseInstanceName ?? raw.name ?? '').replace(/#+$/, ''),
  targetSize: raw.targetSize ?? 0,
  zones: 'zone' in area ? 1 : Math.max(1, raw.distributionPolicy?.zones?.length ?? 1),
  // Google's default is to move them.
  isMoving: 'region' in area && raw.updatePolicy?.instanceRedistributionType !== 'NONE',
})

const LEAVING = new Set(['DELETING', 'ABANDONING'])

export function memberFrom(raw: RawMember, area: Area): Member {
  const url = raw.instance ?? ''
  const [, zoneOfUrl, nameOfUrl = ''] = /\/zones\/([^/]+)\/instances\/([^/]+)$/.exec(url) ?? []
  const zone = 'zone' in area ? area.zone : zoneOfUrl
  const name = raw.name ?? nameOfUrl
  return {
    name,
    zone,
    url: url || `zones/${zone}/instances/${name}`,
    isLeaving: LEAVING.has(raw.currentAction ?? ''),
    errors: (raw.lastAttempt?.errors?.errors ?? []).map(({ code, message }) =>
      [code, message].filter(Boolean).join(': '),
    ),
  }
}
