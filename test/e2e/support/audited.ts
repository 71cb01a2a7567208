import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Cluster, startCluster } from '../../cluster/index.ts'

/** A request as the API server has noted it, with what the account was given. */
export interface AuditLine {
  readonly verb: string
  readonly requestURI: string
  readonly user: { readonly username: string }
}

/** A cluster whose API server notes each request of an account before it answers. */
export interface AuditedCluster {
  readonly cluster: Cluster
  /** What was asked so far, in order. */
  readonly asked: () => Promise<readonly AuditLine[]>
  readonly stop: () => Promise<void>
}

export async function startAuditedCluster(user = 'system:serviceaccount:hub:warmseats'): Promise<AuditedCluster> {
  const directory = await mkdtemp(join(tmpdir(), 'warmseats-audit-'))
  const log = join(directory, 'audit.log')
  const policy = join(directory, 'policy.yaml')
  const rules = [{ level: 'Metadata', users: [user], omitStages: ['RequestReceived'] }, { level: 'None' }]
  await writeFile(policy, JSON.stringify({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules }))
  const apiServerArgs = [`--audit-policy-file=${policy}`, `--audit-log-path=${log}`, '--audit-log-mode=blocking']
  const cluster = await startCluster({ apiServerArgs })
  return {
    cluster,
    asked: async () =>
      (await readFile(log, 'utf8'))
        .split('\n')
        .filter((line) => line.includes(user))
        .map((line) => JSON.parse(line) as AuditLine),
    stop: async () => {
      await cluster.stop()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
