/**
 * Whether pods are refused for the user id that they name: OpenShift gives each namespace a range of its own.
 * @param message the API server's words for why they are not created
 */
export const isOwnUserRefused = (message: string): boolean => /security context constraint/i.test(message)

/** What lets OpenShift choose. */
export const CLUSTER_USER = 'placeholder: {runAsUser: cluster}'
