/** What may hold a pool's room. `deployment` is of our making; of the others the count is lent to us, and nothing else. */
export const HOLD_BY = ['deployment', 'statefulset', 'nodepool'] as const
export type HoldBy = (typeof HOLD_BY)[number]

/** Whose count is lent to us. */
export type LentBy = Exclude<HoldBy, 'deployment'>

/** What holds a pool's room. */
export type Hold = { readonly by: 'deployment' } | { readonly by: LentBy; readonly name: string }

export const BY_DEPLOYMENT: Hold = { by: 'deployment' }

/** The StatefulSet of zero-to-jupyterhub's placeholders. */
export const USER_PLACEHOLDER = 'user-placeholder'
