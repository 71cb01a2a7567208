/** How sentences call an event. */
export const titleOf = ({ summary }: { readonly summary: string }): string => summary || 'without a title'

export const sayEvent = ({ summary, uid }: { readonly summary: string; readonly uid: string }): string =>
  `event "${titleOf({ summary })}" (uid ${uid})`
