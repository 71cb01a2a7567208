import type { FastifyServerOptions } from 'fastify'

const compile = () => {
  throw new Error('no route has a schema: what is asked is read by the route itself')
}

/** For Fastify, which else loads two compilers of schemas at its start. */
export const NO_SCHEMAS = {
  schemaController: { compilersFactory: { buildValidator: () => compile, buildSerializer: () => compile } },
} as const satisfies Pick<FastifyServerOptions, 'schemaController'>
