import { type Examined, examined, type Topic } from './finding.ts'

/** What the cluster was asked for: as it answered, or why it did not. */
export type Looked<T> = { readonly at: 'seen'; readonly value: T } | { readonly at: 'unseen'; readonly because: string }

export const seen = <T>(value: T): Looked<T> => ({ at: 'seen', value })

export const unseen = (because: string): Looked<never> => ({ at: 'unseen', because })

/** The check, or that it could not be made: what was not seen is never taken for well. */
export const ifSeen = <T>(
  looked: Looked<T>,
  topic: Topic,
  what: string,
  check: (value: T) => Partial<Omit<Examined, 'topic'>>,
): Examined =>
  looked.at === 'seen'
    ? examined(topic, check(looked.value))
    : examined(topic, { unchecked: [{ what, because: looked.because }] })
