/** What may stand in the mounted config file. */
import { rm } from 'node:fs/promises'
import { SECOND } from '../../support/time.ts'
import type { Fault } from '../fault.ts'
import type { Scene } from '../scene.ts'

const good = ({ campus }: Scene) => JSON.stringify(campus.values, undefined, 2)

function written(name: string, text: (scene: Scene) => string): Fault {
  return {
    name: `the config file ${name}`,
    lastsMs: 6 * SECOND,
    says: /config/,
    begin: (scene) => scene.release.write(text(scene)),
    end: (scene) => scene.release.write(good(scene)),
  }
}

export const config: readonly Fault[] = [
  written('is not YAML', () => 'nodePools: [unclosed\n\t: {'),
  written('is binary', () => String.fromCharCode(...Array.from({ length: 4096 }, (_, index) => index % 256))),
  written('has wrong values', (scene) =>
    good(scene)
      .replace('"nodeGracePeriod": 1', '"nodeGracePeriod": "soon"')
      .replaceAll('"replicas": 1', '"replicas": -1'),
  ),
  written('is cut off in the middle', (scene) => good(scene).slice(0, good(scene).length / 2)),
  written('is empty', () => ''),
  written('names no pool', (scene) => JSON.stringify({ ...scene.campus.values, nodePools: {} })),
  {
    ...written('is removed', () => ''),
    begin: ({ release }) => rm(release.configFile),
  },
]
