/** What the bench and the process of the synthetic API server say to each other. */
import type { Reactions, ReactionsAsked } from './reactions.ts'
import type { Shape } from './shape.ts'

export interface Ready {
  readonly port: number
  /** PEM. */
  readonly ca: string
}

export interface Begin {
  readonly shape: Shape
  /** Objects that are there from the start, by path. */
  readonly objects: Readonly<Record<string, object>>
}

export interface ChurnAsked {
  readonly perSecond: number
  readonly forMs: number
}

export interface Counts {
  readonly requests: Readonly<Record<string, number>>
  /** Characters of all pages of nodes and pods. */
  readonly listed: number
}

/** What can be asked, by name: what is said with it, and what comes back. */
export interface Orders {
  readonly counts: { readonly asked: null; readonly told: Counts }
  readonly reset: { readonly asked: null; readonly told: null }
  readonly react: { readonly asked: ReactionsAsked; readonly told: Reactions }
  /** Pod events as asked; who does not read them shows as bytes that wait at the end. */
  readonly churn: { readonly asked: ChurnAsked; readonly told: { readonly sent: number; readonly backlog: number } }
  /** The object at a path, if there is one. */
  readonly object: { readonly asked: string; readonly told: object | null }
  /** When the Lease, given back, is held by another: ms between the two writes. */
  readonly takeover: { readonly asked: null; readonly told: { readonly ms: number } }
}

export type Order = {
  [K in keyof Orders]: { readonly id: number; readonly what: K; readonly asked: Orders[K]['asked'] }
}[keyof Orders]
export type Answer =
  | { readonly id: number; readonly told: Orders[keyof Orders]['told'] }
  | { readonly id: number; readonly failed: string }
