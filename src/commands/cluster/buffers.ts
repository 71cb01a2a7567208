import {
  BUFFER_GROUP,
  BUFFER_VERSIONS,
  type Buffers,
  bufferFrom,
  isByBuffer,
  NO_BUFFERS,
  type RawBuffer,
} from '../../domain/buffer/buffer.ts'
import type { Config } from '../../domain/settings/config.ts'
import { collectionPath } from '../../kubernetes/api-path.ts'
import { describeApiError } from '../../kubernetes/describe.ts'
import { ApiError } from '../../kubernetes/errors.ts'
import { InputError } from '../read-input.ts'
import type { Place } from './ask.ts'

type Asked = Pick<Place, 'kubernetes' | 'namespace'>

/** CapacityBuffers where a pool is held by one: where the cluster serves none, or shows none, there are none. @throws InputError */
export async function readBuffers(place: Asked, { pools }: Config): Promise<Buffers> {
  if (![...pools.values()].some(isByBuffer)) return NO_BUFFERS
  for (const version of BUFFER_VERSIONS) {
    const items = await listed(place, version)
    const all = items?.flatMap((raw) => bufferFrom(raw) ?? [])
    if (all) return { version, byName: new Map(all.map((one) => [one.name, one])) }
  }
  return NO_BUFFERS
}

async function listed({ kubernetes, namespace }: Asked, version: string): Promise<readonly RawBuffer[] | undefined> {
  const kind = { resource: 'capacitybuffers', group: BUFFER_GROUP, namespace }
  const list = await kubernetes
    .get<{ readonly items: readonly RawBuffer[] }>(collectionPath({ ...kind, version }))
    .catch((error: unknown) => {
      if (error instanceof ApiError && (error.status === 404 || error.status === 403)) return undefined
      throw new InputError(describeApiError(error, { verb: 'list', ...kind }))
    })
  return list?.items
}
