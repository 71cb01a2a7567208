/** The second witness: what the product's own `explain` says of the objects as they stand at this moment. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { explain } from '../../src/commands/explain/explain.ts'
import type { Explanation } from '../../src/domain/decide/explanation.ts'
import type { Scene } from './scene.ts'
import { POOLS } from './users.ts'

/** @returns where the two differ, in words */
export async function otherwiseExplained(scene: Scene): Promise<readonly string[]> {
  const explanation = await explained(scene)
  const differences = POOLS.map(async (pool) => {
    const [stands, desired] = [await scene.campus.hub.replicas(pool), explanation[pool]?.desired]
    return stands === desired ? [] : [`explain says ${desired} for ${pool}, and ${stands} stands and seems right`]
  })
  return (await Promise.all(differences)).flat()
}

async function explained({ cluster, campus }: Scene): Promise<Explanation['pools']> {
  const folder = await mkdtemp(join(cluster.directory, 'explained-'))
  const fetched = async (name: string, path: string) => {
    await writeFile(join(folder, name), JSON.stringify(await cluster.request('GET', path)))
    return join(folder, name)
  }
  const written = async (name: string, text: string) => {
    await writeFile(join(folder, name), text)
    return join(folder, name)
  }
  try {
    const { text } = await explain(
      {
        config: await written('config.yaml', JSON.stringify(campus.values)),
        calendar: await written('calendar.ics', campus.calendar.text),
        nodes: await fetched('nodes.json', '/api/v1/nodes'),
        pods: await fetched('pods.json', '/api/v1/pods'),
        deployments: await fetched('deployments.json', '/apis/apps/v1/namespaces/hub/deployments'),
        at: new Date().toISOString(),
        output: 'json',
      },
      Date.now(),
    )
    return (JSON.parse(text) as Explanation).pools
  } finally {
    await rm(folder, { recursive: true })
  }
}
