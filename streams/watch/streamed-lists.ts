/**
 * Whether the API server serves lists as streams. Each version of it may say so in another way: most refuse what they do not
 * know, and one that ignored it would send what is there without a mark at its end. Known once for all watches of a process.
 */
export interface StreamedLists {
  /** Whether one may be asked for. */
  readonly areServed: boolean
  /** One came, to its end. */
  served(): void
  /** There are none: from now on lists are read in pages. */
  refused(because: string): void
}

/** How lists are read. Pages: because the server does not serve streams, which is why. */
export type ListsRead = { readonly as: 'streams' } | { readonly as: 'pages'; readonly because: string }

/** Of one API server. @param tell hears how lists are read, once that is known */
export function streamedLists(tell: (read: ListsRead) => void = () => undefined): StreamedLists {
  let known: ListsRead | undefined
  const learn = (read: ListsRead) => {
    if (known?.as === read.as) return
    known = read
    tell(read)
  }
  return {
    get areServed() {
      return known?.as !== 'pages'
    },
    served: () => learn({ as: 'streams' }),
    refused: (because) => learn({ as: 'pages', because }),
  }
}
