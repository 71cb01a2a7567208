import { dump } from 'js-yaml'

/** A piece of values in one line, to be copied below what is there: `nodePools: {user: {maxPlaceholders: 9}}`. */
export const asValues = (values: Readonly<Record<string, unknown>>): string =>
  Object.entries(values)
    .map(([key, value]) => `${key}: ${dump(value, { flowLevel: 0, lineWidth: -1 }).trim()}`)
    .join('\n')

/** The same of one pool. */
export const poolValues = (pool: string, values: Readonly<Record<string, unknown>>): string =>
  asValues({ nodePools: { [pool]: values } })
