import {
  BUFFER_VERSIONS,
  type Buffers,
  bufferFrom,
  buffersIn,
  NO_BUFFERS,
  type RawBuffer,
  usesBuffers,
} from '../../domain/buffer/buffer.ts'
import type { Config } from '../../domain/settings/config.ts'
import { type Asked, listServed } from './served.ts'

/** CapacityBuffers where a pool is held by one: where the cluster serves none, or shows none, there are none. @throws InputError */
export async function readBuffers(place: Asked, config: Config): Promise<Buffers> {
  if (!usesBuffers(config)) return NO_BUFFERS
  for (const version of BUFFER_VERSIONS) {
    const items = await listServed<RawBuffer>(place, { ...buffersIn(place.namespace), version })
    const all = items?.flatMap((raw) => bufferFrom(raw) ?? [])
    if (all) return { version, byName: new Map(all.map((one) => [one.name, one])) }
  }
  return NO_BUFFERS
}
