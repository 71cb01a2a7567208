/**
 * What an event or the config asks of one pool: an amount in a unit.
 * `integer` is the predecessor's unit, placeholders; people's units (`students`, `seats`, `nodes`) join this list.
 */
export const UNITS = ['integer'] as const
export type Unit = (typeof UNITS)[number]
export type Ask = Readonly<Partial<Record<Unit, number>>>
