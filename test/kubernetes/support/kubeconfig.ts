/** Kubeconfigs in a folder of their own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Connection, connect } from '../../../src/kubernetes/connection.ts'

export type Folder = { readonly path: string; write(name: string, content: string): string; [Symbol.dispose](): void }

export function folder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'warmseats-'))
  return {
    path,
    write(name, content) {
      writeFileSync(join(path, name), content, { mode: 0o700 })
      return join(path, name)
    },
    [Symbol.dispose]: () => rmSync(path, { recursive: true }),
  }
}

export type Described = {
  readonly server: string
  readonly cluster?: object
  readonly user?: object
  readonly namespace?: string
  readonly name?: string
}

/** JSON is YAML. */
export function kubeconfig({ server, cluster = {}, user = {}, namespace, name = 'test' }: Described): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    contexts: [{ name, context: { cluster: name, user: name, namespace } }],
    clusters: [{ name, cluster: { server, ...cluster } }],
    users: [{ name, user }],
  })
}

/** A connection by a kubeconfig that is there only while it is read. */
export async function connectTo(described: Described): Promise<Connection & AsyncDisposable> {
  using files = folder()
  const connection = await connect({ kubeconfig: files.write('config', kubeconfig(described)) })
  return { ...connection, [Symbol.asyncDispose]: () => connection.close() }
}
