import type { RequestOptions } from 'node:https'

/** Contents, not file names. */
export type TlsMaterial = Pick<
  RequestOptions,
  'ca' | 'cert' | 'key' | 'pfx' | 'passphrase' | 'servername' | 'rejectUnauthorized'
>

/** What proves who we are. */
export interface Proof {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly tls: TlsMaterial
}

/** Where a cluster is, and who we are there. */
export interface Coordinates {
  /** `in-cluster`, or the files, for the log. */
  readonly source: string
  readonly context: { readonly name: string; readonly namespace?: string | undefined }
  readonly cluster: { readonly server: string; readonly proxyUrl?: string | undefined }
  /** Fresh for a request. May throw anything. */
  readonly prove: () => Promise<Proof>
}
