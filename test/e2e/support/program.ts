import { join } from 'node:path'

/**
 * What tests run as the product: the bundle that the image holds, which `npm run test:cluster` has built; the sources where a file is
 * run by itself.
 */
export const PROGRAM = process.env.WARMSEATS_BUNDLE ?? join(import.meta.dirname, '../../../src/cli.ts')
