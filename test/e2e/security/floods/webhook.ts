import { PATH_PREFIX } from '../../../../src/domain/certificates/paths.ts'

/** As long as a real one. */
export const WEBHOOK_PATH = `${PATH_PREFIX}${'k'.repeat(43)}`
