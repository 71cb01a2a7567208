import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sayInstant } from '../domain/instant.ts'
import type { Cluster } from '../simulation/cluster.ts'
import { rawDeployment, rawNode, rawPod } from '../simulation/raw.ts'

/** A moment of the demo as files, as `kubectl get … -o json` would write them. */
export interface Moment {
  readonly atMs: number
  readonly files: Readonly<Record<string, string>>
}

export const momentOf = (
  { nodes, pods, deployments }: Cluster,
  atMs: number,
  texts: Readonly<Record<string, string>>,
): Moment => ({
  atMs,
  files: {
    ...texts,
    'nodes.json': list(nodes.all().map(rawNode)),
    'pods.json': list(pods.all().map(rawPod)),
    'deployments.json': list(deployments.all().map(rawDeployment)),
  },
})

const list = (items: readonly object[]): string =>
  `${JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, null, 2)}\n`

/** @param directory undefined: a new one among the system's temporary files. @returns where they are */
export async function keep({ files }: Moment, directory: string | undefined): Promise<string> {
  if (directory !== undefined) await mkdir(directory, { recursive: true })
  const into = directory ?? (await mkdtemp(join(tmpdir(), 'warmseats-demo-')))
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(into, name), text)))
  return into
}

/** The command that explains the moment. */
export const explainCommand = ({ atMs }: Moment, directory: string): string => {
  const file = (name: string) => join(directory, name)
  return [
    `npm run warmseats -- explain --config ${file('values.yaml')} --calendar ${file('midterm.ics')}`,
    `--nodes ${file('nodes.json')} --pods ${file('pods.json')} --deployments ${file('deployments.json')}`,
    `--at ${sayInstant(atMs)}`,
  ].join(' \\\n    ')
}
