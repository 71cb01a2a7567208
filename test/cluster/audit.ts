/**
 * What ServiceAccounts asked of an API server, for who wants to know it of all clusters of a run: the folder that
 * `WARMSEATS_AUDIT` names gets a log of each.
 */
import { writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/** Without bodies: who asked for what, and whether it was allowed to. */
const POLICY = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  rules: [{ level: 'Metadata', userGroups: ['system:serviceaccounts'] }, { level: 'None' }],
}

/** Where what is noted of this cluster goes; undefined: nothing is. */
export const noteOf = (directory: string, kind: 'audit' | 'grants' | 'refusals'): string | undefined => {
  const folder = process.env.WARMSEATS_AUDIT
  return folder ? join(folder, `${basename(directory)}.${kind}.jsonl`) : undefined
}

/** Flags of kube-apiserver for the cluster in this folder; none where nobody wants to know. */
export function auditArgs(directory: string): readonly string[] {
  const log = noteOf(directory, 'audit')
  if (log === undefined) return []
  const policy = join(directory, 'audit-policy.json')
  writeFileSync(policy, JSON.stringify(POLICY))
  return [`--audit-policy-file=${policy}`, `--audit-log-path=${log}`]
}
