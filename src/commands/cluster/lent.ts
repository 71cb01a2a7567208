import {
  type Lent,
  type LentName,
  lentFrom,
  lentIn,
  lentKey,
  lentNameFrom,
  lentPlace,
  type RawLent,
} from '../../domain/lent/lent.ts'
import type { Config } from '../../domain/settings/config.ts'
import type { Place } from './ask.ts'
import { type Asked, listServed } from './served.ts'

/** What pools borrow, by key: that of which the cluster serves no kind, or shows none, is not there. @throws InputError */
export async function readLent(place: Place, config: Config): Promise<ReadonlyMap<string, Lent>> {
  const found = await Promise.all(
    [...lentIn(config).keys()].map(async (key) => [key, await readOne(place, key)] as const),
  )
  return new Map(found.flatMap(([key, lent]): [string, Lent][] => (lent ? [[key, lent]] : [])))
}

const readOne = async (place: Place, key: string): Promise<Lent | undefined> => {
  const name = lentNameFrom(key)
  return name && readLentObject(place, name)
}

/** @returns undefined: there is none, or none is shown @throws InputError */
export async function readLentObject(place: Asked, name: LentName): Promise<Lent | undefined> {
  const items = await listServed<RawLent>(place, lentPlace(name, place.namespace))
  return items?.flatMap((raw) => lentFrom(raw, name.by) ?? []).find((one) => lentKey(one) === lentKey(name))
}
