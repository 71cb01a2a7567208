/** What may hold a pool's room. `deployment` and `capacitybuffer` are of our making; of the others the count is lent to us, and nothing else. */
export const HOLD_BY = ['deployment', 'statefulset', 'capacitybuffer', 'nodepool'] as const
export type HoldBy = (typeof HOLD_BY)[number]

/** Of our making. */
type OwnBy = 'deployment' | 'capacitybuffer'

/** Whose count is lent to us. */
export type LentBy = Exclude<HoldBy, OwnBy>

/** What holds a pool's room. */
export type Hold = { readonly by: OwnBy } | { readonly by: LentBy; readonly name: string }

export const BY_DEPLOYMENT: Hold = { by: 'deployment' }

/** The StatefulSet of zero-to-jupyterhub's placeholders. */
export const USER_PLACEHOLDER = 'user-placeholder'
