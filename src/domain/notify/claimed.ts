/**
 * What became of writing down what is about to be told. `kept`: nobody else tells it. `overtaken`: somebody else has written
 * meanwhile; what, the watch shows in a moment.
 */
export type Claimed = { readonly at: 'kept' | 'overtaken' } | { readonly at: 'failed'; readonly because: string }
