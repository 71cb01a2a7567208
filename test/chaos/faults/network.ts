/** What networks do: between the replicas and the API server, never beside them. */
import { SECOND } from '../../support/time.ts'
import { type Fault, HALF_OPEN } from '../fault.ts'
import type { Scene } from '../scene.ts'

const proxies = ({ replicas }: Scene) => replicas.map(({ proxy }) => proxy)

export const network: readonly Fault[] = [
  {
    name: 'no fault',
    lastsMs: 3 * SECOND,
    begin: () => undefined,
  },
  {
    name: 'connections are refused',
    lastsMs: 15 * SECOND,
    begin: (scene) => {
      for (const proxy of proxies(scene)) {
        proxy.misbehave({ refuses: true })
        proxy.cut()
      }
    },
    end: (scene) => {
      for (const proxy of proxies(scene)) proxy.misbehave()
    },
  },
  {
    name: 'half-open: all watches of both fall silent for good, requests are answered',
    lastsMs: 0,
    limit: HALF_OPEN,
    lagMs: HALF_OPEN.ms + 5 * SECOND,
    begin: (scene) => {
      for (const proxy of proxies(scene)) proxy.silence()
    },
  },
]
