/** Thrown instead of writing: somebody else leads, whose word would be overwritten. */
export class NotLeading extends Error {
  override readonly name = 'NotLeading'
  constructor() {
    super('this replica is not the leader any more')
  }
}

/**
 * A write that asks in its own instant whether we still lead: what was put off by a throttle or a retry may come when another
 * one does, and the newest version that was seen rejects nothing.
 * @param mayAct whether we hold the Lease now
 */
export const whileLeading =
  <Args extends readonly unknown[]>(mayAct: () => boolean, write: (...args: Args) => Promise<void>) =>
  async (...args: Args): Promise<void> => {
    if (!mayAct()) throw new NotLeading()
    await write(...args)
  }
