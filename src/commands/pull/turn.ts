/**
 * One look at a pull: how it stands on each node, and where it goes on. It is level-triggered: what is seen now counts, and only since
 * when a node is in trouble, and that it has the images, is remembered.
 */
import type { Node } from '../../domain/cluster/node.ts'
import { MINUTE_MS } from '../../domain/duration.ts'
import { fullName } from '../../domain/images/names.ts'
import type { ImageTrouble } from '../../domain/images/trouble.ts'
import { compare } from '../../domain/order.ts'
import { type Pulled, pulledBy, type RawPuller } from './pulled.ts'

export interface Troubled {
  readonly node: string
  readonly trouble: ImageTrouble
  /** Epoch ms. */
  readonly sinceMs: number
}

/** The nodes of a pull, by name. */
export interface Standing {
  /** They had the images before. */
  readonly had: readonly string[]
  readonly came: readonly string[]
  readonly pulling: readonly string[]
  readonly troubled: readonly Troubled[]
  /** Nobody pulls there yet. */
  readonly open: readonly string[]
}

export const NOWHERE: Standing = { had: [], came: [], pulling: [], troubled: [], open: [] }

export interface Look {
  readonly nodes: readonly Node[]
  /** By the name of their node. */
  readonly pods: ReadonlyMap<string, RawPuller>
  readonly images: readonly string[]
  readonly nowMs: number
}

/** A node that left, left the pull too: no user comes there. */
export function standingOf({ nodes, pods, images, nowMs }: Look, before: Standing): Standing {
  const names = images.map(fullName)
  const known = new Map(before.troubled.map(({ node, sinceMs }) => [node, sinceMs]))
  const had = new Set(before.had)
  const came = new Set(before.came)
  const found = nodes
    .toSorted((a, b) => compare(a.name, b.name))
    .map(({ name, images: own }) => {
      const pod = pods.get(name)
      if (came.has(name)) return { name, at: 'came' } as const
      if (had.has(name) || (!pod && names.every((image) => own?.has(image)))) return { name, at: 'had' } as const
      const pulled: Pulled | { readonly at: 'open' } = pod ? pulledBy(pod, images.length) : { at: 'open' }
      return { name, ...pulled }
    })
  const namesOf = (at: string) => found.flatMap((one) => (one.at === at ? [one.name] : []))
  return {
    had: namesOf('had'),
    came: namesOf('came'),
    pulling: namesOf('pulling'),
    troubled: found.flatMap((one) =>
      one.at === 'trouble' ? [{ node: one.name, trouble: one.trouble, sinceMs: known.get(one.name) ?? nowMs }] : [],
    ),
    open: namesOf('open'),
  }
}

export interface Next {
  /** `in vain`: nobody gets the images any more, and all that is left to do is to say why. */
  readonly at: 'pull' | 'done' | 'in vain'
  /** Where to pull now; empty mostly. */
  readonly nodes: readonly string[]
}

/** A node that has been in trouble for so long lets another one have its turn; kubelets go on trying there. */
const PATIENCE_MS = 2 * MINUTE_MS

/** Where it goes on: no more than `parallel` nodes pull at once, and none beside while no node at all gets the images. */
export function nextOf(standing: Standing, parallel: number, nowMs: number): Next {
  const { had, came, pulling, troubled, open } = standing
  const fresh = troubled.filter(({ sinceMs }) => nowMs < sinceMs + PATIENCE_MS)
  if (pulling.length + troubled.length + open.length === 0) return { at: 'done', nodes: [] }
  const isInVain = pulling.length === 0 && fresh.length === 0 && troubled.length > 0
  if (isInVain && (open.length === 0 || had.length + came.length === 0)) return { at: 'in vain', nodes: [] }
  const isProven = had.length + came.length > 0
  const busy = pulling.length + (isProven ? fresh.length : troubled.length)
  return { at: 'pull', nodes: open.slice(0, Math.max(0, parallel - busy)) }
}
