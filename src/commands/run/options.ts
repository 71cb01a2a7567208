/** What `warmseats run` is given. */
export interface RunOptions {
  readonly config: string
  readonly namespace?: string | undefined
  /** Name of the state ConfigMap. */
  readonly state: string
  /** Name of the Lease; undefined: no election, this process acts. */
  readonly lease?: string | undefined
  /** Of this process among its replicas. */
  readonly identity: string
  /** Of health, metrics and the status page; 0: no server. */
  readonly port: number
  readonly kubeconfig?: string | undefined
  readonly context?: string | undefined
  readonly dryRun?: boolean | undefined
  /** Takes the place of the config's. */
  readonly logLevel?: string | undefined
  /** From a Secret; takes the place of the config's. */
  readonly calendarUrl?: string | undefined
  /** The folder in which each Secret that the config names is mounted as a folder. */
  readonly secrets?: string | undefined
  /** Name of the Secret for the last good readings of calendars; undefined: they do not survive a restart. */
  readonly calendarStore?: string | undefined
  /** The file with the token of the feed; undefined: there is no feed. */
  readonly feedToken?: string | undefined
  /** The full name of the release: of its objects for profiles; undefined: there are none. */
  readonly profiles?: string | undefined
  /** Secrets of the release beside those that follow from its name: no pattern of profiles means them. */
  readonly ownSecrets?: readonly string[] | undefined
  /** Of the webhook and the profiles API. */
  readonly httpsPort?: number | undefined
}
