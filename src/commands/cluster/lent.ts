import {
  LENT_KINDS,
  type Lent,
  type LentName,
  lentFrom,
  lentIn,
  lentKey,
  lentNameFrom,
  type RawLent,
} from '../../domain/lent/lent.ts'
import type { Config } from '../../domain/settings/config.ts'
import { collectionPath } from '../../kubernetes/api-path.ts'
import { describeApiError } from '../../kubernetes/describe.ts'
import { ApiError } from '../../kubernetes/errors.ts'
import { InputError } from '../read-input.ts'
import type { Place } from './ask.ts'

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

/** By a list, as the controller may: it has no right to `get`. @throws InputError */
export async function readLentObject(
  { kubernetes, namespace }: Pick<Place, 'kubernetes' | 'namespace'>,
  name: LentName,
): Promise<Lent | undefined> {
  const { isNamespaced, ...kind } = LENT_KINDS[name.by]
  const inside = isNamespaced ? { namespace } : {}
  const fieldSelector = `metadata.name=${name.name}`
  const { items } = await kubernetes
    .get<{ readonly items: readonly RawLent[] }>(collectionPath({ ...kind, ...inside }), { fieldSelector })
    .catch((error: unknown) => {
      if (error instanceof ApiError && (error.status === 404 || error.status === 403)) return { items: [] }
      throw new InputError(describeApiError(error, { verb: 'list', ...kind, ...inside }))
    })
  return items.flatMap((raw) => lentFrom(raw, name.by) ?? []).find((one) => lentKey(one) === lentKey(name))
}
