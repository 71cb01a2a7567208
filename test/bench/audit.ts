/**
 * The API server's audit log of the bench's two service accounts, as a second witness: it names who asked, which the
 * metrics do not. Both sides are in it, so that neither pays for it alone.
 */
import { rmSync } from 'node:fs'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Requests } from './api-requests.ts'

export interface Audit {
  /** Flags of kube-apiserver. */
  readonly apiServerArgs: readonly string[]
  /** Requests of the namespace's service accounts so far, by `VERB resource` as the metrics have it. */
  requests(namespace: string): Promise<Requests>
}

interface AuditEvent {
  readonly verb: string
  readonly user: { readonly username: string }
  readonly objectRef?: { readonly resource?: string; readonly subresource?: string }
}

/**
 * Its folder goes with the process.
 * @param namespaces whose service accounts are audited
 */
export async function auditing(namespaces: readonly string[]): Promise<Audit> {
  const directory = await mkdtemp(join(tmpdir(), 'warmseats-bench-'))
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }))
  const [policyFile, logFile] = [join(directory, 'policy.json'), join(directory, 'audit.log')]
  const policy = {
    apiVersion: 'audit.k8s.io/v1',
    kind: 'Policy',
    omitStages: ['RequestReceived', 'ResponseStarted'],
    rules: [
      { level: 'Metadata', userGroups: namespaces.map((name) => `system:serviceaccounts:${name}`) },
      { level: 'None' },
    ],
  }
  await writeFile(policyFile, JSON.stringify(policy))
  return {
    apiServerArgs: [`--audit-policy-file=${policyFile}`, `--audit-log-path=${logFile}`],
    requests: async (namespace) => {
      const requests = new Map<string, number>()
      for (const line of (await readFile(logFile, 'utf8')).split('\n')) {
        if (line === '') continue
        const { user, verb, objectRef } = JSON.parse(line) as AuditEvent
        if (!user.username.startsWith(`system:serviceaccount:${namespace}:`)) continue
        const { resource, subresource } = objectRef ?? {}
        const key = `${VERBS[verb] ?? verb.toUpperCase()} ${resource ?? '(none)'}${subresource ? `/${subresource}` : ''}`
        requests.set(key, (requests.get(key) ?? 0) + 1)
      }
      return requests
    },
  }
}

/** The audit log has Kubernetes' verbs, the metrics HTTP's. */
const VERBS: Readonly<Record<string, string>> = { create: 'POST', update: 'PUT' }
