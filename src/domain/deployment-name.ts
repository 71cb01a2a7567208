/** The Deployment that holds a pool's placeholders; the predecessor's name, kept. */
export const deploymentName = (pool: string): string => `${pool}-placeholder`
